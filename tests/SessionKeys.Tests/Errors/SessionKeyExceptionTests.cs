using System.Text.RegularExpressions;

namespace SessionKeys.Tests;

public sealed partial class SessionKeyExceptionTests
{
    [Fact]
    public void Error_keeps_its_id_message_and_cause()
    {
        InvalidOperationException cause = new("cause");

        SessionKeyException error = new("some-id", "what, actual and allowed, what to do", cause);

        Assert.Equal("some-id", error.Id);
        Assert.Equal("what, actual and allowed, what to do", error.Message);
        Assert.Same(cause, error.InnerException);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Error_without_id_is_refused(string? id)
    {
        Assert.ThrowsAny<ArgumentException>(() => new SessionKeyException(id!, "message"));
    }

    [Fact]
    public void Every_id_in_the_sources_has_a_heading_in_the_documentation()
    {
        string[] sources = ["SessionKeys", "Bundler.Client"];
        string[] ids =
        [
            .. sources
                .Select(project => Path.Combine(RepositoryFiles.Root, "src", project))
                .SelectMany(folder => Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
                .SelectMany(file => Construction().Matches(File.ReadAllText(file)))
                .Select(match => match.Groups["id"].Value)
                .Distinct(),
        ];
        string[] documentation = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "docs", "errors.md"));

        Assert.Contains("abi-invalid-data", ids);
        Assert.Contains("relay-pending", ids);
        Assert.All(ids, id => Assert.Contains($"### {id}", documentation));
    }

    [GeneratedRegex("""(new|SessionKeyException)\(\s*"(?<id>[a-z0-9]+(-[a-z0-9]+)+)",""")]
    private static partial Regex Construction();
}
