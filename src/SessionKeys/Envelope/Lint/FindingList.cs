namespace SessionKeys;

/// <summary>Collects findings.</summary>
internal sealed class FindingList
{
    private readonly List<LintFinding> _findings = [];

    public void Add(LintSeverity severity, string id, string path, string what, string why, string fix) =>
        _findings.Add(new LintFinding(id, severity, path, what, why, fix));

    public ValueList<LintFinding> ToValueList() =>
        _findings.OrderByDescending(finding => finding.Severity).ToValueList();
}
