using System.Text.RegularExpressions;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class FailoverRulesTests
{
    private static readonly Dictionary<string, FailoverStep> Words = new()
    {
        ["next bundler"] = FailoverStep.Next,
        ["look up, then next bundler"] = FailoverStep.Unclear,
        ["look up, then held"] = FailoverStep.Taken,
        ["look up, then final"] = FailoverStep.Taken,
        ["final"] = FailoverStep.Final,
    };

    private static readonly Dictionary<string, FailoverStep> Table = ReadTable();

    public static TheoryData<BundlerErrorKind> Kinds => new(Enum.GetValues<BundlerErrorKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Step_after_each_kind_is_that_of_the_documentation(BundlerErrorKind kind)
    {
        FailoverStep documented = Table.TryGetValue($"{kind}", out FailoverStep step) ? step : FailoverStep.Final;

        Assert.Equal(documented, FailoverRules.StepAfter(new BundlerException(kind, "A test.")));
    }

    [Fact]
    public void Documentation_names_only_kinds() =>
        Assert.All(Table.Keys, name => Assert.True(Enum.TryParse<BundlerErrorKind>(name, out _), name));

    [Theory]
    [InlineData(HttpRequestError.ConnectionError, false)]
    [InlineData(HttpRequestError.NameResolutionError, false)]
    [InlineData(HttpRequestError.SecureConnectionError, false)]
    [InlineData(HttpRequestError.ResponseEnded, true)]
    [InlineData(HttpRequestError.Unknown, true)]
    public void Connection_that_never_came_about_leaves_nothing_unclear(HttpRequestError cause, bool isUnclear)
    {
        var error = new BundlerException(
            BundlerErrorKind.Unreachable, "A test.", new HttpRequestException(cause, "A test."));

        Assert.Equal(isUnclear ? FailoverStep.Unclear : FailoverStep.Next, FailoverRules.StepAfter(error));
    }

    private static Dictionary<string, FailoverStep> ReadTable()
    {
        string document = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "failover.md"));
        var table = new Dictionary<string, FailoverStep>();
        MatchCollection rows = Regex.Matches(
            document, "^\\| (?<kinds>[A-Z][A-Za-z, ]+) \\| (?<step>[^|]+) \\|", RegexOptions.Multiline);
        foreach (Match row in rows)
        {
            if (Words.TryGetValue(row.Groups["step"].Value, out FailoverStep step)
                && !row.Groups["kinds"].Value.Contains("no connection", StringComparison.Ordinal))
            {
                foreach (string kind in row.Groups["kinds"].Value.Split(", "))
                {
                    table.Add(kind, step);
                }
            }
        }

        return table;
    }
}
