using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>What is exported and imported again is the same envelope.</summary>
public sealed class Erc7715ExportTests
{
    private const string Script = "tests/TestKit/Independent/json-schema.mjs";

    [Fact]
    public void Random_envelope_comes_back_as_it_was()
    {
        int cases = FuzzProfile.Cases(everyday: 500, deep: 20_000);
        for (int i = 0; i < cases; i++)
        {
            SessionGrant grant = RandomGrants.Next(FuzzProfile.Seed + (ulong)i);
            DeterministicBytes random = new(FuzzProfile.Seed + (ulong)i);
            EnvelopeDocument document = DocumentOf(grant, random.Coin());

            ExportedPermission exported = Erc7715Json.Export(document);

            Assert.True(
                document == Back(exported), $"seed {FuzzProfile.Seed + (ulong)i} with {exported.PermissionType}");
        }
    }

    /// <summary>Envelopes that are a token permission, and such that differ from one in one term.</summary>
    [Fact]
    public void Token_type_is_exported_exactly_when_it_says_the_same()
    {
        int cases = FuzzProfile.Cases(everyday: 300, deep: 10_000);
        HashSet<string> types = [];
        for (int i = 0; i < cases; i++)
        {
            DeterministicBytes random = new(FuzzProfile.Seed + (ulong)i);
            EnvelopeDocument document = NextTokenPermission(random);
            EnvelopeDocument other = document with { Envelope = Change(document.Envelope, random) };

            ExportedPermission exported = Erc7715Json.Export(document);
            ExportedPermission more = Erc7715Json.Export(other);

            string seed = $"seed {FuzzProfile.Seed + (ulong)i}: {exported.PermissionType}, {more.PermissionType}";
            Assert.True(exported.PermissionType != Erc7715PermissionTypes.SessionKeysCall, seed);
            Assert.True(more.PermissionType == Erc7715PermissionTypes.SessionKeysCall, seed);
            Assert.True(document == Back(exported) && other == Back(more), seed);
            _ = types.Add(exported.PermissionType);
        }

        Assert.Equal(4, types.Count);
    }

    [Theory]
    [InlineData("erc20-token-periodic")]
    [InlineData("native-token-periodic")]
    [InlineData("erc20-token-allowance")]
    [InlineData("native-token-allowance")]
    public void Imported_request_is_exported_as_what_it_was(string type)
    {
        JsonObject request = Erc7715Requests.Of(type).WithData("justification", null);

        ExportedPermission exported = Erc7715Json.Export(request.Import().Document);

        JsonNode written = Assert.Single(JsonNode.Parse(exported.Params.Span)!.AsArray())!;
        Assert.Equal(type, exported.PermissionType);
        Assert.True(JsonNode.DeepEquals(request, written), written.ToJsonString());
        Assert.Equal(Erc7715Requests.Terms, exported.ImportOptions.TokenTerms);
    }

    [Fact]
    public void Own_type_carries_the_canonical_form_and_the_second_after_its_end()
    {
        EnvelopeDocument document = DocumentOf(Samples.Grant, true);

        JsonNode request = JsonNode.Parse(Erc7715Json.Export(document).Params.Span)!.AsArray()[0]!;

        Assert.Equal("session-keys-call", (string?)request["permission"]!["type"]);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(CapabilityEnvelopeJson.Write(document)), request["permission"]!["data"]!["envelope"]));
        Assert.Equal(
            Samples.Envelope.ExpiresAt.ToUnixTimeSeconds() + 1, (long)request["rules"]![0]!["data"]!["timestamp"]!);
        Assert.False((bool)request["permission"]!["isAdjustmentAllowed"]!);
    }

    [Theory]
    [InlineData("chainId", "\"0x1\"", "erc7715-mismatch", "$[0].permission.data.envelope.chainId")]
    [InlineData(
        "from",
        "\"0xbeef000000000000000000000000000000000001\"",
        "erc7715-mismatch",
        "$[0].permission.data.envelope.account")]
    [InlineData(
        "to",
        "\"0xbeef000000000000000000000000000000000001\"",
        "erc7715-mismatch",
        "$[0].permission.data.envelope.sessionKey")]
    [InlineData("rules", "[]", "erc7715-terms-missing", "$[0].rules")]
    [InlineData(
        "rules",
        """[{"type":"expiry","data":{"timestamp":1797811200}}]""",
        "erc7715-mismatch",
        "$[0].rules[0].data.timestamp")]
    [InlineData(
        "rules",
        """[{"type":"payee","data":{"addresses":["0xbeef000000000000000000000000000000000001"]}}]""",
        "erc7715-unsupported",
        "$[0].rules[0].data.addresses")]
    [InlineData(
        "rules",
        """[{"type":"redeemer","data":{"addresses":["0xbeef000000000000000000000000000000000001"]}}]""",
        "erc7715-mismatch",
        "$[0].rules[0].data.addresses")]
    [InlineData(
        "policies",
        """[{"type":"token-allowance","data":{"allowance":"0x1"}}]""",
        "erc7715-unsupported",
        "$[0].policies[0].data.allowance")]
    public void Own_type_that_says_two_things_is_refused(string field, string json, string error, string path)
    {
        JsonArray request = JsonNode.Parse(Erc7715Json.Export(DocumentOf(Samples.Grant, true)).Params.Span)!.AsArray();
        request[0]![field] = JsonNode.Parse(json);

        PermissionRefusedException refusal = Assert.Throws<PermissionRefusedException>(() => request.Import(new()));

        Assert.Equal((error, path), (refusal.Id, refusal.Path));
    }

    [Fact]
    public void Envelope_without_a_session_key_is_not_exported()
    {
        EnvelopeDocument document = DocumentOf(Samples.Grant, true) with { SessionKey = null };

        PermissionRefusedException refusal =
            Assert.Throws<PermissionRefusedException>(() => Erc7715Json.Export(document));

        Assert.Equal(("erc7715-terms-missing", "$.sessionKey"), (refusal.Id, refusal.Path));
    }

    [Fact]
    public void Supported_types_are_those_that_are_imported_as_they_are()
    {
        JsonObject supported = JsonNode.Parse(Erc7715Json.WriteSupported([1, 31337]))!.AsObject();

        Assert.Equal(
            [
                "erc20-token-allowance", "erc20-token-periodic", "native-token-allowance", "native-token-periodic",
                "session-keys-call",
            ],
            supported.Select(each => each.Key));
        Assert.All(supported, each => Assert.Equal(
            """["0x1","0x7a69"]""", each.Value!["chainIds"]!.ToJsonString()));
        Assert.Equal(
            """["expiry","payee","redeemer"]""", supported["native-token-periodic"]!["ruleTypes"]!.ToJsonString());
        Assert.Equal("""["expiry","redeemer"]""", supported["session-keys-call"]!["ruleTypes"]!.ToJsonString());
    }

    [Fact]
    public async Task Schema_of_the_own_type_and_import_give_one_verdict()
    {
        (string Path, string? Json, bool IsValid)[] changes =
        [
            ("justification", "\"daily swaps\"", true),
            ("justification", "null", true),
            ("justification", "5", false),
            ("label", "\"a\"", false),
            ("envelope", "null", false),
            ("envelope.label", "\"a\"", true),
            ("envelope.budget", "[]", false),
            ("envelope.sessionKey", "null", false),
            ("envelope.sessionKey", null, false),
            ("envelope.account", null, false),
            ("envelope.chainId", "31337.5", false),
        ];
        JsonNode[] requests = [.. changes.Select(change => Changed(change.Path, change.Json))];

        string?[] verdicts =
            await JudgeAsync(requests.Select(request => request["permission"]!["data"]!.ToJsonString()));

        for (int i = 0; i < changes.Length; i++)
        {
            Assert.True(changes[i].IsValid == verdicts[i] is null, $"{changes[i]}: {verdicts[i] ?? "valid"}");
            Assert.Equal(changes[i].IsValid, Record.Exception(() => requests[i].Import(new())) is null);
        }
    }

    [Fact]
    public async Task Schema_of_the_own_type_accepts_what_is_exported()
    {
        string[] exported =
        [
            .. Enumerable.Range(0, 100)
                .Select(i => DocumentOf(RandomGrants.Next(FuzzProfile.Seed + (ulong)i), true))
                .Select(document => RequestOf(document)["permission"]!["data"]!.ToJsonString()),
        ];

        Assert.All(await JudgeAsync(exported), Assert.Null);
    }

    /// <summary>A request of the own type with a field of its data set, or without it.</summary>
    private static JsonNode Changed(string path, string? json)
    {
        JsonNode request = RequestOf(DocumentOf(Samples.Grant, true));
        JsonObject data = request["permission"]!["data"]!.AsObject();
        string[] names = path.Split('.');
        JsonObject owner = names.Length == 1 ? data : data[names[0]]!.AsObject();
        owner.Remove(names[^1]);
        if (json is not null)
        {
            owner[names[^1]] = JsonNode.Parse(json);
        }

        return request;
    }

    private static JsonNode RequestOf(EnvelopeDocument document) =>
        JsonNode.Parse(Erc7715Json.Export(document).Params.Span)!.AsArray()[0]!;

    private static EnvelopeDocument Back(ExportedPermission exported) =>
        Assert.Single(Erc7715Json.Import(exported.Params.Span, exported.ImportOptions)).Document;

    private static EnvelopeDocument DocumentOf(SessionGrant grant, bool isBound) => new()
    {
        Account = grant.Context.Account,
        ChainId = grant.Context.ChainId,
        Module = isBound ? grant.Context.Module : null,
        Route = isBound ? grant.Context.Route : null,
        Epoch = isBound ? grant.Context.Epoch : null,
        SessionKey = grant.SessionKey,
        Envelope = grant.Envelope,
    };

    private static EnvelopeDocument NextTokenPermission(DeterministicBytes random)
    {
        bool isNative = random.Coin();
        bool isPeriodic = random.Coin();
        int period = 600 + random.Below(100_000);
        Asset asset = isNative ? Asset.Native : Asset.Token(random.Address());
        UInt128 limit = random.Amount(isPeriodic ? 108 : 128) | 1;
        Address[] payees = [.. Enumerable.Range(0, (isNative ? 1 : 0) + random.Below(3)).Select(_ => random.Address())];
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(
            isPeriodic ? Erc7715Requests.Start / period * period : Erc7715Requests.Start + random.Below(1_000));
        Budget spent = isPeriodic
            ? Budget.Calendar(asset, limit, TimeSpan.FromSeconds(period))
            : Budget.Lifetime(asset, limit);
        bool isSponsored = random.Coin();
        return DocumentOf(Samples.Grant, random.Coin()) with
        {
            Envelope = new()
            {
                KeyType = (KeyType)random.Below(2),
                ValidAfter = start,
                ExpiresAt = start.AddSeconds(period + random.Below(1_000_000)),
                NonceDomain = "session:agent",
                LaneBits = (byte)random.Below(4),
                Paymaster = isSponsored ? PaymasterTerm.Only(random.Address()) : PaymasterTerm.None,
                FeesUnlimited = !isSponsored && random.Coin(),
                Budgets = [spent],
                Capabilities = isNative
                    ? payees.Select(payee => new Capability
                    {
                        Id = "native.transfer",
                        Target = payee,
                        Selector = default,
                        MaxValue = limit,
                    }).ToValueList()
                    :
                    [
                        new()
                        {
                            Id = "erc20.transfer",
                            Target = asset.Address,
                            Selector = Samples.Transfer,
                            Rules = payees.Length switch
                            {
                                0 => [],
                                1 => [Rule.Equal(0, payees[0])],
                                _ => [Rule.InSet(0, payees)],
                            },
                            Spends = [Spend.ByWord(asset, 1)],
                        },
                    ],
                Label = "Agent-1",
                TokenNames = random.Coin(),
                GrantDeadline = start.AddSeconds(random.Below(500)),
                Salt = random.Number64(),
            },
        } is var document && document.Envelope is { FeesUnlimited: false, Paymaster.Required.IsZero: true } unlimited
            ? document with { Envelope = unlimited with { Budgets = [Erc7715Requests.Gas, spent] } }
            : document;
    }

    /// <summary>Changes one term that no token permission has.</summary>
    private static CapabilityEnvelope Change(CapabilityEnvelope envelope, DeterministicBytes random)
    {
        Budget spent = envelope.Budgets[^1];
        Capability first = envelope.Capabilities[0];
        return random.Below(11) switch
        {
            0 => envelope with { IdleTimeout = TimeSpan.FromHours(1) },
            1 => envelope with { Ttl = TimeSpan.FromHours(1) },
            2 => envelope with
            {
                Schedule = new() { From = TimeSpan.Zero, To = TimeSpan.FromHours(1), Weekdays = Weekdays.All },
            },
            3 => envelope with { Budgets = [.. envelope.Budgets, Budget.Lifetime(Asset.Operations, 5)] },
            4 => envelope with { Budgets = [.. envelope.Budgets, Budget.Lifetime(spent.Asset, 5)] },
            5 => envelope with
            {
                Budgets = [.. envelope.Budgets.SkipLast(1), Budget.Rolling(spent.Asset, 4_000, TimeSpan.FromDays(1))],
            },
            6 => envelope with { Capabilities = [first with { Essential = true }, .. envelope.Capabilities.Skip(1)] },
            7 => envelope with { Capabilities = [first with { Id = "pay" }, .. envelope.Capabilities.Skip(1)] },
            8 => envelope with
            {
                Capabilities =
                [
                    first with { Rules = [.. first.Rules, Rule.AtMost(1, 5)] }, .. envelope.Capabilities.Skip(1),
                ],
            },
            9 => envelope with { Capabilities = [.. envelope.Capabilities, Samples.Swap with { Spends = [] }] },
            _ => envelope with
            {
                Capabilities = [first with { MaxValue = first.MaxValue ^ 1 }, .. envelope.Capabilities.Skip(1)],
            },
        };
    }

    private static async Task<string?[]> JudgeAsync(IEnumerable<string> texts)
    {
        JsonObject input = new()
        {
            ["schema"] = Schema("session-keys-call"),
            ["others"] = new JsonArray(Schema("capability-envelope")),
            ["texts"] = new JsonArray([.. texts.Select(text => (JsonNode)text)]),
        };
        string output = await NodeScript.RunAsync(Script, input.ToJsonString());
        return JsonSerializer.Deserialize<string?[]>(output)!;
    }

    private static JsonNode Schema(string name) => JsonNode.Parse(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "schemas", $"{name}.schema.json")))!;
}
