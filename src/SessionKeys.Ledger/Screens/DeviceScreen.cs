namespace SessionKeys.Ledger;

/// <summary>One screen of a device.</summary>
/// <param name="Kind">What it is for.</param>
/// <param name="Title">Its first line, with the page number when a value takes several screens.</param>
/// <param name="Lines">The lines below the title: 0 to 3 on a Nano, up to 12 on Stax and Flex.</param>
public sealed record DeviceScreen(DeviceScreenKind Kind, string Title, IReadOnlyList<string> Lines)
{
    /// <inheritdoc/>
    public bool Equals(DeviceScreen? other)
        => other is not null && Kind == other.Kind && Title == other.Title && Lines.SequenceEqual(other.Lines);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Kind, Title, Lines.Count);

    /// <summary>Writes the screen in one line.</summary>
    /// <returns>Title and lines between bars.</returns>
    public override string ToString() => Lines.Count == 0 ? Title : $"{Title} | {string.Join(" | ", Lines)}";
}
