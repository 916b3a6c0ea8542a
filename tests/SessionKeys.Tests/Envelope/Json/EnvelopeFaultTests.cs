using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace SessionKeys.Tests;

/// <summary>
/// Fault case FI-31: a malformed grant file is refused at once, and what is signed comes from its terms.
/// </summary>
public sealed class EnvelopeFaultTests
{
    private const int TenMegabytes = 10 * 1024 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    private static readonly string Valid = Encoding.UTF8.GetString(
        CapabilityEnvelopeJson.Write(new EnvelopeDocument
        {
            Account = Samples.Account,
            ChainId = Samples.Context.ChainId,
            Envelope = Samples.Grant.Envelope,
        }));

    /// <summary>The name of the fault, the path where it is refused, and a part of the message.</summary>
    public static TheoryData<string, string, string> Faults => new()
    {
        { "unknown field", "$.approver", "unknown field" },
        { "unknown field inside", "$.budgets[0].window", "unknown field" },
        { "duplicate key", "$.chainId", "twice" },
        { "duplicate key inside", "$.budgets[0].limit", "twice" },
        { "duplicate key by an escape", "$.\\u0063hainId", "escape" },
        { "big integer as float", "$.budgets[0].limit", "the number 1e30" },
        { "big integer with a fraction", "$.budgets[0].limit", "the number 340282366920938463463374607431768211455.0" },
        { "big integer without quotation marks", "$.budgets[0].limit", "in quotation marks" },
        { "look-alike letter in a name", "$.<d0><b0>ccount", "plain ASCII" },
        { "look-alike letter in a value", "$.nonceDomain", "plain ASCII" },
        { "invisible character", "$.nonceDomain", "<e2><80><8b>" },
        { "text that runs backwards", "$.nonceDomain", "<e2><80><ae>" },
        { "10 MB of brackets", "$", "bytes" },
        { "10 MB of spaces in front", "$", "bytes" },
        { "10 MB in one text", "$", "bytes" },
        { "10 MB of fields", "$", "bytes" },
        { "depth 1000 of arrays", "$", "at most 16 levels" },
        { "depth 1000 of objects", "$", "at most 16 levels" },
        { "depth 1000 inside a field", "$.budgets", "at most 16 levels" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Fault_is_refused_by_name_and_at_once(string fault, string path, string says)
    {
        byte[] json = Encoding.UTF8.GetBytes(Make(fault));
        Stopwatch watch = Stopwatch.StartNew();

        EnvelopeFormatException refusal =
            Assert.Throws<EnvelopeFormatException>(() => CapabilityEnvelopeJson.Parse(json));

        Assert.True(watch.Elapsed < Limit, $"{fault} took {watch.Elapsed}");
        Assert.StartsWith(path, refusal.Path, StringComparison.Ordinal);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.True(refusal.Message.Length < 1_000, $"a message of {refusal.Message.Length} characters");
    }

    [Fact]
    public void File_without_the_faults_is_read() => Assert.Equal(Samples.Grant.Envelope, Read(Valid).Envelope);

    [Fact]
    public void What_is_signed_comes_from_the_terms_and_not_from_the_text()
    {
        JsonObject fields = JsonNode.Parse(Valid)!.AsObject();
        JsonObject reversed = [];
        foreach ((string name, JsonNode? value) in fields.Reverse())
        {
            reversed[name] = value!.DeepClone();
        }

        string[] texts =
        [
            Valid,
            fields.ToJsonString(new() { WriteIndented = true }),
            fields.ToJsonString(),
            reversed.ToJsonString(),
            $"\r\n\t {Valid} \n",
        ];
        PackedGrant expected = Bind(Valid);

        Assert.Equal(texts.Length, texts.Distinct().Count());
        Assert.All(texts, text =>
        {
            PackedGrant grant = Bind(text);
            Assert.Equal(expected.SessionId, grant.SessionId);
            Assert.Equal(GrantTypedData.Create(expected.Grant).Digest(), GrantTypedData.Create(grant.Grant).Digest());
            Assert.Equal(GrantText.Render(expected.Grant), GrantText.Render(grant.Grant));
        });

        // The control: another term is another hash.
        PackedGrant changed = Bind(Valid.Replace("\"laneBits\": ", "\"laneBits\": 1", StringComparison.Ordinal));
        Assert.NotEqual(expected.SessionId, changed.SessionId);
    }

    private static string Make(string fault) => fault switch
    {
        "unknown field" => First("\"approver\": \"0x00\","),
        "unknown field inside" => InBudget("\"window\": 1,"),
        "duplicate key" => First("\"chainId\": 1,"),
        "duplicate key inside" => InBudget("\"limit\": \"1\","),
        "duplicate key by an escape" => First("\"\\u0063hainId\": 1,"),
        "big integer as float" => Limits("1e30"),
        "big integer with a fraction" => Limits("340282366920938463463374607431768211455.0"),
        "big integer without quotation marks" => Limits("340282366920938463463374607431768211455"),
        "look-alike letter in a name" => Valid.Replace("\"account\"", "\"аccount\"", StringComparison.Ordinal),
        "look-alike letter in a value" => Domain("ѕession"),
        "invisible character" => Domain("session\u200b"),
        "text that runs backwards" => Domain("\u202esession"),
        "10 MB of brackets" => new string('[', TenMegabytes),
        "10 MB of spaces in front" => new string(' ', TenMegabytes) + Valid,
        "10 MB in one text" => First($"\"label\": \"{new string('a', TenMegabytes)}\","),
        "10 MB of fields" => First(string.Concat(Enumerable.Range(0, 1_000_000).Select(i => $"\"a{i}\":1,"))),
        "depth 1000 of arrays" => Nest("[", "]"),
        "depth 1000 of objects" => Nest("{\"a\":", "}"),
        "depth 1000 inside a field" => $"{{\"budgets\":{Nest("[", "]")}}}",
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "Add the fault here."),
    };

    private static string First(string fields) => Insert("{", fields);

    private static string InBudget(string fields)
    {
        int at = Valid.IndexOf('{', Valid.IndexOf("\"budgets\"", StringComparison.Ordinal)) + 1;
        return Valid.Insert(at, fields);
    }

    private static string Limits(string limit)
    {
        int at = Valid.IndexOf("\"limit\": ", StringComparison.Ordinal) + 9;
        return Valid[..at] + limit + Valid[Valid.IndexOfAny([',', '\n', '}'], at)..];
    }

    private static string Domain(string domain)
    {
        int at = Valid.IndexOf("\"nonceDomain\": \"", StringComparison.Ordinal) + 16;
        return Valid[..at] + domain + Valid[Valid.IndexOf('"', at)..];
    }

    private static string Insert(string behind, string text) =>
        Valid.Insert(Valid.IndexOf(behind, StringComparison.Ordinal) + behind.Length, text);

    private static string Nest(string open, string close) =>
        $"{string.Concat(Enumerable.Repeat(open, 1000))}1{string.Concat(Enumerable.Repeat(close, 1000))}";

    private static EnvelopeDocument Read(string json) => CapabilityEnvelopeJson.Parse(Encoding.UTF8.GetBytes(json));

    private static PackedGrant Bind(string json)
    {
        EnvelopeDocument document = Read(json);
        return GrantEncoding.Encode(document.Bind(Samples.Context, Samples.SessionKey));
    }
}
