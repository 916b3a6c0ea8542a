namespace SessionKeys;

/// <summary>Collects changes; equal terms are none.</summary>
internal sealed class ChangeList
{
    private readonly List<EnvelopeChange> _changes = [];

    public void Add(string path, string subject, string before, string after, EnvelopeEffect effect) =>
        _changes.Add(new EnvelopeChange(path, subject, before, after, effect));

    /// <summary>Adds a change of a term unless both values are equal.</summary>
    public void Compare<T>(
        string path, string subject, T before, T after, Func<T, string> describe, EnvelopeEffect effect)
    {
        if (!EqualityComparer<T>.Default.Equals(before, after))
        {
            Add(path, subject, describe(before), describe(after), effect);
        }
    }

    public ValueList<EnvelopeChange> ToValueList() => _changes.ToValueList();
}
