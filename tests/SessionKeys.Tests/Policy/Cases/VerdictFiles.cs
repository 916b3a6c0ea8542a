namespace SessionKeys.Tests;

/// <summary>The files of tests/vectors/verdicts and the cases that they are made of.</summary>
internal static class VerdictFiles
{
    public static readonly IReadOnlyDictionary<string, Func<IEnumerable<VerdictVector>>> Topics =
        new Dictionary<string, Func<IEnumerable<VerdictVector>>>
        {
            ["times"] = TimeCases.All,
            ["states"] = StateCases.All,
            ["rules"] = RuleCases.All,
            ["calls"] = CallCases.All,
            ["budgets"] = BudgetCases.All,
            ["renewals"] = RenewalCases.All,
            ["grants"] = GrantCases.All,
        };

    public static string PathOf(string topic) =>
        Path.Combine(RepositoryFiles.Root, "tests", "vectors", "verdicts", $"{topic}.json");
}
