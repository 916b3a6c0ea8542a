using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>The published JSON Schema and the parser accept and refuse the same files.</summary>
public sealed class EnvelopeSchemaTests
{
    private const string Script = "tests/TestKit/Independent/json-schema.mjs";

    private static readonly string Corpus = Path.Combine(RepositoryFiles.Root, "tests", "vectors", "envelope-files");

    private static readonly TokenList Tokens = TokenList.Parse(File.ReadAllBytes(Path.Combine(Corpus, "tokens.json")));

    private static readonly JsonObject Refused =
        JsonNode.Parse(File.ReadAllText(Path.Combine(Corpus, "refused.json")))!["refused"]!.AsObject();

    [Fact]
    public async Task Schema_and_parser_give_the_same_verdict_on_every_file_except_where_the_file_says_why_not()
    {
        (string Name, byte[] Text)[] accepted = Files("accepted");
        (string Name, byte[] Text)[] refused = Files("refused");
        Assert.True(accepted.Length > 10 && refused.Length > 100, $"{accepted.Length} and {refused.Length} files");
        Assert.Equal(refused.Select(file => file.Name), Refused.Select(each => each.Key).Order(StringComparer.Ordinal));

        string?[] verdicts = await JudgeAsync(Schema(), accepted.Concat(refused).Select(file => file.Text));

        Assert.All(accepted, file => Assert.Null(RefusalOf(file.Text)));
        Assert.All(verdicts[..accepted.Length], Assert.Null);
        Assert.All(refused.Zip(verdicts[accepted.Length..]), each =>
        {
            JsonNode expected = Refused[each.First.Name]!;
            Assert.Equal((string?)expected["path"], RefusalOf(each.First.Text)?.Path);
            Assert.Equal(expected["schemaAccepts"] is null, each.Second is not null);
        });
    }

    [Fact]
    public async Task Schema_and_parser_agree_on_random_changes_of_valid_files()
    {
        int count = FuzzProfile.Cases(everyday: 1_000, deep: 20_000);
        string[] texts =
            [.. Enumerable.Range(0, count).Select(i => EnvelopeMutations.Next(FuzzProfile.Seed + (ulong)i))];

        string?[] verdicts = await JudgeAsync(Schema(), texts.Select(Encoding.UTF8.GetBytes));

        bool[] accepted = [.. texts.Select(text => RefusalOf(Encoding.UTF8.GetBytes(text)) is null)];
        Assert.InRange(accepted.Count(each => each), count / 20, count - (count / 20));
        for (int i = 0; i < count; i++)
        {
            Assert.True(
                accepted[i] == verdicts[i] is null,
                $"seed {FuzzProfile.Seed + (ulong)i}: the parser {(accepted[i] ? "accepts" : "refuses")}, " +
                $"the schema says {verdicts[i] ?? "valid"}: {texts[i]}");
        }
    }

    /// <summary>The control: without one of its words the schema no longer agrees.</summary>
    [Theory]
    [InlineData("additionalProperties", "unknown-field")]
    [InlineData("dependentRequired", "guard-without-limit")]
    [InlineData("required", "missing-chain")]
    public async Task Schema_without_a_keyword_accepts_what_the_parser_refuses(string keyword, string file)
    {
        JsonObject schema = Schema();
        byte[] text = Files("refused").Single(each => each.Name == file).Text;
        Assert.NotNull(Assert.Single(await JudgeAsync(schema, [text])));

        schema.Remove(keyword);

        Assert.Null(Assert.Single(await JudgeAsync(schema, [text])));
        Assert.NotNull(RefusalOf(text));
    }

    [Fact]
    public async Task Schema_of_token_lists_accepts_a_list_and_refuses_an_unknown_field()
    {
        JsonObject schema = Schema("token-list");
        string list = File.ReadAllText(Path.Combine(Corpus, "tokens.json"));
        string unknown = list.Replace("\"tokens\"", "\"name\": 1, \"tokens\"", StringComparison.Ordinal);

        string?[] verdicts =
            await JudgeAsync(schema, [Encoding.UTF8.GetBytes(list), Encoding.UTF8.GetBytes(unknown)]);

        Assert.Null(verdicts[0]);
        Assert.NotNull(verdicts[1]);
        Assert.Throws<EnvelopeFormatException>(() => TokenList.Parse(Encoding.UTF8.GetBytes(unknown)));
    }

    [Theory]
    [InlineData("500", "500", true)]
    [InlineData("500", "\"500.25\"", true)]
    [InlineData("500", "500.25", false)]
    [InlineData("500", "\"500.123456789\"", false)]
    [InlineData("500", "1000000000000000", false)]
    [InlineData("\"2026-11-21T01:00:00Z\"", "1795222800", true)]
    [InlineData("\"2026-11-21T01:00:00Z\"", "1795222800000", false)]
    [InlineData("\"quote.accept\"", "\"swap.execute\"", false)]
    [InlineData("\"quote.accept\"", "\"Quote\"", false)]
    [InlineData("\"wallet\"", "\"account\"", false)]
    [InlineData("[\"swap.execute\", \"quote.accept\"]", "[]", false)]
    public async Task Schema_and_parser_of_the_short_form_give_one_verdict(string valid, string text, bool isValid)
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "envelope.md"));
        string guide = page.Split("## The short form")[1].Split("```json\n")[1].Split("```")[0];
        Assert.Contains(valid, guide, StringComparison.Ordinal);
        byte[] json = Encoding.UTF8.GetBytes(guide.Replace(valid, text, StringComparison.Ordinal));

        string? verdict = Assert.Single(await JudgeAsync(Schema("guide-envelope"), [json]));

        Assert.Equal(isValid, verdict is null);
        Assert.Equal(isValid, Record.Exception(() => GuideEnvelopeJson.Parse(json)) is null);
    }

    private static (string Name, byte[] Text)[] Files(string folder) =>
    [
        .. Directory.GetFiles(Path.Combine(Corpus, folder), "*.json")
            .Select(path => (Path.GetFileNameWithoutExtension(path), File.ReadAllBytes(path)))
            .OrderBy(file => file.Item1, StringComparer.Ordinal),
    ];

    private static JsonObject Schema(string name = "capability-envelope") => JsonNode.Parse(
        File.ReadAllText(Path.Combine(RepositoryFiles.Root, "schemas", $"{name}.schema.json")))!.AsObject();

    private static EnvelopeFormatException? RefusalOf(byte[] text)
    {
        try
        {
            CapabilityEnvelopeJson.Parse(text, Tokens);
            return null;
        }
        catch (EnvelopeFormatException refusal)
        {
            return refusal;
        }
    }

    private static async Task<string?[]> JudgeAsync(JsonObject schema, IEnumerable<byte[]> texts)
    {
        JsonObject input = new()
        {
            ["schema"] = schema.DeepClone(),
            ["texts"] = new JsonArray([.. texts.Select(text => (JsonNode)Encoding.UTF8.GetString(text))]),
        };
        string output = await NodeScript.RunAsync(Script, input.ToJsonString());
        return JsonSerializer.Deserialize<string?[]>(output)!;
    }
}
