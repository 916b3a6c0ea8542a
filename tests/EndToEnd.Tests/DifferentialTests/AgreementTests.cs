using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;
using SessionKeys.Tests;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>What is signed and hashed is the same in Solidity, in this library and in viem.</summary>
public sealed class AgreementTests(DifferentialFixture fixture) : IClassFixture<DifferentialFixture>
{
    private static readonly int Cases = FuzzProfile.Cases(everyday: 150, deep: 3_000);

    private static readonly AbiFunction SessionIdOf =
        AbiFunction.Parse("sessionIdOf(address,address,uint40,bytes)");

    [Fact]
    public async Task Session_ids_and_merkle_roots_agree_three_ways()
    {
        PackedGrant[] grants = [.. Grants()];

        JsonArray viem = await AskViemAsync("grants", new JsonArray([.. grants.Select(ToJson)]));

        for (int i = 0; i < grants.Length; i++)
        {
            SessionContext context = grants[i].Grant.Context;
            byte[] call = SessionIdOf.EncodeCall(
                [context.Module, context.Account, (UInt256)context.Route.ToPacked(), grants[i].Terms.ToArray()]);
            byte[] solidity = await fixture.Node.CallAsync(fixture.Contracts.Messages, call);
            string text = $"grant {i} of seed {FuzzProfile.Seed}";
            string[] roots = [.. viem[i]!["setRoots"]!.AsArray().Select(root => root!.GetValue<string>())];

            // The id commits to the root of the capabilities, and they to the roots of their sets.
            string id = grants[i].SessionId.Value.ToString();
            Assert.True(Hex.Format(solidity) == id, $"session id, Solidity, {text}");
            Assert.True(Text(viem[i]!, "sessionId") == id, $"session id, viem, {text}");
            Assert.True(Text(viem[i]!, "capabilityRoot") == grants[i].Tree.Root.ToString(), $"root, viem, {text}");
            Assert.True(
                roots.SequenceEqual(Sets(grants[i]).Select(rule => Hex.Format(rule.Value.ToArray()))), $"sets, {text}");
        }
    }

    [Fact]
    public async Task Digests_agree_three_ways()
    {
        SignedMessage[] messages =
        [
            .. Grants().SelectMany((grant, i) =>
                SignedMessages.Of(grant, fixture.Contracts, new DeterministicBytes((ulong)i))),
        ];

        JsonArray viem = await AskViemAsync(
            "typed-data", new JsonArray([.. messages.Select(message => JsonNode.Parse(message.Data.ToJson()))]));

        for (int i = 0; i < messages.Length; i++)
        {
            SignedMessage message = messages[i];
            string text = $"message {i} of seed {FuzzProfile.Seed}: {message.Data.ToJson()}";
            byte[] solidity = await fixture.Node.CallAsync(message.Contract, message.Call);

            Assert.True(Text(viem[i]!, "digest") == message.Data.Digest().ToString(), $"viem, {text}");
            Assert.True(Hex.Format(solidity) == message.Data.Digest().ToString(), $"Solidity, {text}");
        }
    }

    [Fact]
    public async Task Operation_digests_agree_three_ways()
    {
        List<(SessionSegment Segment, Hash32 Hash)> operations = [];
        DeterministicBytes random = new(FuzzProfile.Seed);
        for (ulong i = 0; operations.Count < Cases; i++)
        {
            ulong seed = unchecked((FuzzProfile.Seed * 1_000_003) + i);
            DifferentialCase played = await RandomCase.CreateAsync(seed, fixture.World);
            operations.AddRange(played.Steps
                .Where(step => step.Operation is not null)
                .Select(step => step.Operation!.Session)
                .Select(session => (
                    SessionSegment.Create(session.Grant, [session.Examples[0]], TestClaim, Options(session)),
                    random.Hash())));
        }

        TypedData[] typed =
            [.. operations.Select(each => SignedMessages.Operation(fixture.World, each.Hash, each.Segment.Hash))];
        JsonArray viem = await AskViemAsync(
            "typed-data", new JsonArray([.. typed.Select(data => JsonNode.Parse(data.ToJson()))]));

        for (int i = 0; i < operations.Count; i++)
        {
            (SessionSegment segment, Hash32 hash) = operations[i];
            byte[] solidity = await fixture.Node.CallAsync(
                fixture.World.Module, SignedMessages.OperationDigest.EncodeCall([hash, segment.Hash]));
            string text = $"operation {i} of seed {FuzzProfile.Seed}";

            Assert.True(Text(viem[i]!, "digest") == segment.Digest(hash).ToString(), $"viem, {text}");
            Assert.True(Hex.Format(solidity) == segment.Digest(hash).ToString(), $"Solidity, {text}");
        }
    }

    private static Claim TestClaim => new(DateTimeOffset.UnixEpoch, null);

    private static SegmentOptions Options(PlayableSession session) => new() { PublicKey = session.Key.PublicKey };

    /// <summary>Grants of every shape, on this chain: the contracts read its id.</summary>
    private IEnumerable<PackedGrant> Grants() => Enumerable.Range(0, Cases)
        .Select(i => RandomGrants.Next(unchecked((FuzzProfile.Seed * 1_000_003) + (ulong)i)))
        .Select(grant => GrantEncoding.Encode(
            grant with { Context = grant.Context with { ChainId = fixture.World.ChainId } }));

    private static IEnumerable<Rule> Sets(PackedGrant grant) => grant.Grant.Envelope.Capabilities
        .SelectMany(capability => capability.Rules)
        .Where(rule => rule.Comparison == Comparison.InSet);

    private static JsonNode ToJson(PackedGrant grant)
    {
        SessionContext context = grant.Grant.Context;
        return new JsonObject
        {
            ["chainId"] = context.ChainId,
            ["module"] = context.Module.ToString(),
            ["account"] = context.Account.ToString(),
            ["route"] = context.Route.ToPacked(),
            ["core"] = Hex.Format(grant.Core.Span),
            ["details"] = Hex.Format(grant.Details.Span),
            ["leaves"] = new JsonArray([.. grant.Leaves.Select(leaf => (JsonNode)Hex.Format(leaf.Span))]),
            ["sets"] = new JsonArray(
            [
                .. Sets(grant).Select(rule => (JsonNode)new JsonArray(
                    [.. rule.Set.Reverse().Select(member => (JsonNode)member.ToHex())])),
            ]),
        };
    }

    private static async Task<JsonArray> AskViemAsync(string script, JsonArray requests)
    {
        string answers = await NodeScript.RunAsync($"tests/TestKit/Independent/{script}.mjs", requests.ToJsonString());
        return JsonNode.Parse(answers, documentOptions: new JsonDocumentOptions { MaxDepth = 8 })!.AsArray();
    }

    private static string Text(JsonNode answer, string member) => answer[member]!.GetValue<string>();
}
