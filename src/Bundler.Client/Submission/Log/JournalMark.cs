namespace SessionKeys.Bundler.Client;

/// <summary>The end of a line that was read and found right.</summary>
/// <param name="Records">How many records stand before it, with those that a compaction took away.</param>
/// <param name="Offset">The byte behind its newline.</param>
/// <param name="Sum">Its sum, on which the next line's depends.</param>
internal readonly record struct JournalMark(long Records, long Offset, uint Sum)
{
    public static readonly JournalMark Start = new(0, 0, JournalLine.Seed);
}
