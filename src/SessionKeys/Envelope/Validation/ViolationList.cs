namespace SessionKeys;

/// <summary>Collects violations.</summary>
internal sealed class ViolationList
{
    private readonly List<EnvelopeViolation> _violations = [];

    public ValueList<EnvelopeViolation> ToValueList() => _violations.ToValueList();

    public void Add(string error, string path, string what, string actual, string allowed, string advice) =>
        _violations.Add(new EnvelopeViolation(error, path, what, actual, allowed, advice));

    public void Invalid(string path, string what, string actual, string allowed, string advice) =>
        Add("TermInvalid", path, what, actual, allowed, advice);

    public void InvalidIf(bool isInvalid, string path, string what, string actual, string allowed, string advice)
    {
        if (isInvalid)
        {
            Invalid(path, what, actual, allowed, advice);
        }
    }
}
