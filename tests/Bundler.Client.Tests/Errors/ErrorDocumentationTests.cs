using System.Text;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class ErrorDocumentationTests
{
    private static readonly string Document =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "errors.md")).ReplaceLineEndings("\n");

    public static TheoryData<BundlerErrorKind> Kinds => new(Enum.GetValues<BundlerErrorKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kind_has_its_section_with_the_words_of_the_table(BundlerErrorKind kind)
    {
        Assert.Contains(SectionOf(kind), Document, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Help_link_leads_to_the_heading(BundlerErrorKind kind)
    {
        var error = new BundlerException(kind, "A test.");

        string anchor = $"### Bundler: {kind}".TrimStart('#').Trim()
            .Replace(":", string.Empty, StringComparison.Ordinal)
            .Replace(' ', '-')
            .ToLowerInvariant();
        Assert.Equal("docs/errors.md#" + anchor, error.HelpLink);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kind_has_hints(BundlerErrorKind kind)
    {
        Assert.NotEmpty(new BundlerException(kind, "A test.").Hints);
    }

    private static string SectionOf(BundlerErrorKind kind)
    {
        BundlerErrorEntry entry = BundlerErrorTable.Find(kind);
        var section = new StringBuilder();
        section.Append($"### Bundler: {kind}\n\n");
        section.Append($"**What happened.** {Sentence(entry.Happened)}");
        section.Append(entry.IsTransient ? " It may pass by itself.\n\n" : "\n\n");
        section.Append("**Could be caused by:**\n\n");
        foreach (string cause in entry.Causes)
        {
            section.Append($"- {cause}\n");
        }

        return section.Append($"\n**What to do.** {entry.Advice}\n").ToString();
    }

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words[1..] + ".";
}
