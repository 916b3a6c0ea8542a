using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SessionKeys.Tests;

public sealed class CapabilityEnvelopeJsonTests
{
    private static readonly string Documentation =
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "envelope.md")).ReplaceLineEndings("\n");

    private static string Example => Assert.Single(Blocks("Example"));

    /// <summary>The JSON of one section of the page.</summary>
    private static string[] Blocks(string heading) =>
    [
        .. Documentation.Split($"\n## {heading}\n")[1].Split("\n## ")[0].Split("```json\n")[1..]
            .Select(rest => rest.Split("\n```")[0]),
    ];

    [Fact]
    public void Example_of_the_documentation_is_a_valid_grant()
    {
        EnvelopeDocument document = Parse(Example);
        SessionGrant grant = document.Bind(
            Samples.Context with { Account = document.Account, ChainId = document.ChainId }, Samples.SessionKey);

        Assert.Empty(EnvelopeValidator.Validate(grant, new EnvelopeValidationOptions { InOperation = true }));
        Assert.True(TextSize.Of(GrantText.Render(grant)).IsReadable, "the example does not fit a device");
        Assert.Equal(4, document.Envelope.Budgets.Count);
        Assert.Equal(3, document.Envelope.Capabilities.Count);
        Assert.Equal(Samples.Transfer, document.Envelope.Capabilities[0].Selector);
        Assert.Equal(2, document.Envelope.Capabilities[0].Rules[0].Set.Count);
        Assert.Equal(PrintForm.Address, document.Envelope.Capabilities[1].Rules[0].PrintForm);
        Assert.Equal(new DateTimeOffset(2026, 12, 21, 0, 0, 0, TimeSpan.Zero), document.Envelope.ExpiresAt);
        Assert.Equal(TimeSpan.FromDays(1), document.Envelope.Budgets[1].Period);
        Assert.Null(document.SessionKey);
    }

    [Fact]
    public void Token_list_of_the_documentation_is_read() =>
        Assert.Equal(3, TokenList.Parse(Encoding.ASCII.GetBytes(Assert.Single(Blocks("Token list")))).Tokens.Count);

    [Fact]
    public void Short_form_of_the_documentation_is_read() => Assert.Equal(
        ["swap.execute", "quote.accept"],
        GuideEnvelopeJson.Parse(Encoding.ASCII.GetBytes(Assert.Single(Blocks("The short form")))).Capabilities);

    /// <summary>Rules and spends stand in a capability, every other member in the envelope itself.</summary>
    [Fact]
    public void Each_example_of_a_term_is_valid_in_the_example_of_the_documentation()
    {
        string[] terms = Blocks("Terms one by one");
        Assert.True(terms.Length > 10, $"only {terms.Length} examples of terms");

        Assert.All(terms, term =>
        {
            JsonObject example = JsonNode.Parse(Example)!.AsObject();
            foreach ((string name, JsonNode? value) in JsonNode.Parse($"{{{term}}}")!.AsObject())
            {
                JsonNode home = name is "rules" or "spends" ? example["capabilities"]![1]! : example;
                home[name] = value!.DeepClone();
            }

            EnvelopeDocument document = Parse(example.ToJsonString());
            SessionGrant grant = document.Bind(
                Samples.Context with { Account = document.Account, ChainId = document.ChainId }, Samples.SessionKey);
            Assert.Empty(EnvelopeValidator.Validate(grant));
        });
    }

    [Fact]
    public void Every_field_of_the_parser_is_in_the_documentation()
    {
        string json = Encoding.ASCII.GetString(CapabilityEnvelopeJson.Write(Full));

        MatchCollection fields = Regex.Matches(json, "\"(?<name>[A-Za-z]+)\":");

        Assert.True(fields.Count > 40, $"only {fields.Count} fields are written");
        Assert.All(fields, field => Assert.Matches($"[`\"]{field.Groups["name"].Value}[`\"]", Documentation));
    }

    [Fact]
    public void Document_with_every_field_is_written_canonically_and_reads_back()
    {
        byte[] json = CapabilityEnvelopeJson.Write(Full);

        EnvelopeDocument parsed = CapabilityEnvelopeJson.Parse(json);

        Assert.Equal(Full, parsed);
        Assert.Equal(json, CapabilityEnvelopeJson.Write(parsed));
        Assert.Equal((byte)'\n', json[^1]);
    }

    [Fact]
    public void Off_values_are_left_out()
    {
        CapabilityEnvelope small = new()
        {
            ValidAfter = Samples.Start,
            ExpiresAt = Samples.Start.AddDays(1),
            NonceDomain = "a",
            Capabilities = [new() { Id = "a", Target = Samples.Router, Selector = default }],
            GrantDeadline = Samples.Start,
        };
        const string Expected = """
            {
              "account": "0xAcC0000000000000000000000000000000000001",
              "chainId": 1,
              "validAfter": "2026-11-21T00:00:00Z",
              "expiresAt": "2026-11-22T00:00:00Z",
              "nonceDomain": "a",
              "capabilities": [
                {
                  "id": "a",
                  "target": "0x5a4b000000000000000000000000000000000001",
                  "selector": "0x00000000"
                }
              ],
              "grantDeadline": "2026-11-21T00:00:00Z"
            }

            """;

        byte[] json = CapabilityEnvelopeJson.Write(new() { Account = Samples.Account, ChainId = 1, Envelope = small });

        Assert.Equal(
            Expected.ReplaceLineEndings("\n"), Encoding.ASCII.GetString(json), ignoreCase: true);
    }

    [Fact]
    public void Times_and_amounts_at_their_ends_are_read()
    {
        string json = Example
            .Replace("\"2026-12-21T00:00:00Z\"", "\"9999-12-31T23:59:59Z\"", StringComparison.Ordinal)
            .Replace("\"2026-11-21T00:00:00Z\"", "\"1970-01-01T00:00:00Z\"", StringComparison.Ordinal)
            .Replace("\"10000000000000000\"", $"\"{UInt128.MaxValue}\"", StringComparison.Ordinal)
            .Replace("\"salt\": 1", "\"salt\": \"18446744073709551615\"", StringComparison.Ordinal)
            .Replace("31337", "9007199254740991", StringComparison.Ordinal);

        EnvelopeDocument document = Parse(json);

        Assert.Equal(253_402_300_799, document.Envelope.ExpiresAt.ToUnixTimeSeconds());
        Assert.Equal(0, document.Envelope.ValidAfter.ToUnixTimeSeconds());
        Assert.Equal(UInt128.MaxValue, document.Envelope.Budgets[0].Limit);
        Assert.Equal(ulong.MaxValue, document.Envelope.Salt);
        Assert.Equal((1UL << 53) - 1, document.ChainId);
    }

    [Fact]
    public void Signed_values_are_twos_complement()
    {
        string rule = """{ "word": 1, "comparison": "atMostSigned", "value": "-1" }""";

        EnvelopeDocument document = Parse(Example.Replace(
            """{ "word": 1, "comparison": "atMost", "value": "25000000" }""", rule, StringComparison.Ordinal));

        Assert.Equal(UInt256.MaxValue, document.Envelope.Capabilities[0].Rules[1].Value);
    }

    [Fact]
    public void Name_that_would_need_an_escape_is_not_written()
    {
        EnvelopeDocument document = Samples.With(envelope => envelope with { Label = "a\"b" }).ToDocument();

        Assert.Throws<GrantEncodingException>(() => CapabilityEnvelopeJson.Write(document));
    }

    private static EnvelopeDocument Full => Samples.With(envelope => envelope with
    {
        KeyType = KeyType.P256,
        Ttl = TimeSpan.FromHours(1),
        MaxRenewals = 24,
        Renewer = Samples.Recipient,
        IdleTimeout = TimeSpan.FromHours(2),
        Schedule = new() { From = TimeSpan.FromHours(8), To = TimeSpan.FromDays(1), Weekdays = Weekdays.WorkingDays },
        Paymaster = PaymasterTerm.Only(Samples.Router),
        FeesUnlimited = true,
        Guard = new()
        {
            Guard = Samples.Router,
            UsdLimit = 100,
            UsdPeriod = TimeSpan.FromDays(1),
            FeedsHash = Keccak256.Hash("feeds"u8),
        },
        Capabilities =
        [
            Samples.TokenTransfer with { Essential = true, MaxValue = 1 },
            Samples.Swap with { Rules = [.. Samples.Swap.Rules, Rule.AtLeastRatio(3, new Ratio(2, 995, 1000))] },
            Samples.Swap with
            {
                Selector = default,
                Rules =
                [
                    Rule.InSet(0, [UInt256.One]) with { Set = [] },
                    Rule.Equal(0, 5, PrintForm.Hex),
                    Rule.Equal(0, UInt256.MaxValue) with { PrintForm = PrintForm.Address },
                    Rule.EqualsAccount(0) with { PrintForm = PrintForm.Hex },
                ],
            },
        ],
        Replaces = new SessionId(Keccak256.Hash("other"u8)),
        TokenNames = true,
    }).ToDocument();

    private static EnvelopeDocument Parse(string json) => CapabilityEnvelopeJson.Parse(Encoding.UTF8.GetBytes(json));
}
