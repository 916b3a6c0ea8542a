namespace SessionKeys;

/// <summary>Narrows where the caller wants it and the request lets it, and keeps account of it.</summary>
internal sealed class PermissionAdjuster(bool isAllowed)
{
    private readonly List<string> _sentences = [];

    public ValueList<string> Sentences => _sentences.ToValueList();

    /// <summary>Notes an adjustment, or refuses it when the request excludes it.</summary>
    public void Adjust(string path, string sentence)
    {
        if (!isAllowed)
        {
            throw PermissionRefusedException.Fixed(path, sentence);
        }

        _sentences.Add($"{path}: {sentence}.");
    }
}
