using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>The published schema of the own type's data and the import say the same of it.</summary>
public sealed class Erc7715SchemaTests
{
    private const string Script = "tests/TestKit/Independent/json-schema.mjs";

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
                .Select(i => Erc7715Envelopes.DocumentOf(RandomGrants.Next(FuzzProfile.Seed + (ulong)i), true))
                .Select(document => RequestOf(document)["permission"]!["data"]!.ToJsonString()),
        ];

        Assert.All(await JudgeAsync(exported), Assert.Null);
    }

    /// <summary>A request of the own type with a field of its data set, or without it.</summary>
    private static JsonNode Changed(string path, string? json)
    {
        JsonNode request = RequestOf(Erc7715Envelopes.DocumentOf(Samples.Grant, true));
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
