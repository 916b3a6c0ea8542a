namespace SessionKeys.Bundler.Client;

/// <summary>One row of the table of errors: the words that belong to a kind.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Happened">What happened, as the end of a sentence.</param>
/// <param name="Advice">What to do, as a full sentence.</param>
/// <param name="IsTransient">Whether the same request may succeed later.</param>
/// <param name="Causes">What could be the cause, the most likely first.</param>
internal sealed record BundlerErrorEntry(
    BundlerErrorKind Kind,
    string Happened,
    string Advice,
    bool IsTransient,
    IReadOnlyList<string> Causes);
