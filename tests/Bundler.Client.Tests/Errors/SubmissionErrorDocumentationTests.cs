using System.Text.RegularExpressions;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed partial class SubmissionErrorDocumentationTests
{
    [Fact]
    public void Every_id_in_the_sources_has_a_heading_in_the_documentation()
    {
        string[] ids =
        [
            .. Directory.EnumerateFiles(
                    Repository.PathOf("src/Bundler.Client"), "*.cs", SearchOption.AllDirectories)
                .SelectMany(file => Construction().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups["id"].Value)
                .Distinct(),
        ];
        string[] documentation = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "errors.md"));

        Assert.Contains("submission-transition", ids);
        Assert.All(ids, id => Assert.Contains($"### {id}", documentation));
    }

    [GeneratedRegex("""(new|SessionKeyException|Refuse)\(\s*"(?<id>[a-z0-9]+(-[a-z0-9]+)+)",""")]
    private static partial Regex Construction();
}
