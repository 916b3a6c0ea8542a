using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>What is exported and imported again is the same envelope.</summary>
public sealed class Erc7715ExportTests
{
    [Fact]
    public void Random_envelope_comes_back_as_it_was()
    {
        int cases = FuzzProfile.Cases(everyday: 500, deep: 20_000);
        for (int i = 0; i < cases; i++)
        {
            SessionGrant grant = RandomGrants.Next(FuzzProfile.Seed + (ulong)i);
            DeterministicBytes random = new(FuzzProfile.Seed + (ulong)i);
            EnvelopeDocument document = Erc7715Envelopes.DocumentOf(grant, random.Coin());

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
            EnvelopeDocument document = Erc7715Envelopes.NextTokenPermission(random);
            EnvelopeDocument other = document with { Envelope = Erc7715Envelopes.Change(document.Envelope, random) };

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
        EnvelopeDocument document = Erc7715Envelopes.DocumentOf(Samples.Grant, true);

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
        ExportedPermission exported = Erc7715Json.Export(Erc7715Envelopes.DocumentOf(Samples.Grant, true));
        JsonArray request = JsonNode.Parse(exported.Params.Span)!.AsArray();
        request[0]![field] = JsonNode.Parse(json);

        PermissionRefusedException refusal = Assert.Throws<PermissionRefusedException>(() => request.Import(new()));

        Assert.Equal((error, path), (refusal.Id, refusal.Path));
    }

    [Fact]
    public void Envelope_without_a_session_key_is_not_exported()
    {
        EnvelopeDocument document = Erc7715Envelopes.DocumentOf(Samples.Grant, true) with { SessionKey = null };

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

    private static EnvelopeDocument Back(ExportedPermission exported) =>
        Assert.Single(Erc7715Json.Import(exported.Params.Span, exported.ImportOptions)).Document;
}
