namespace SessionKeys.Bundler.Client;

/// <summary>What somebody decided in sight of the whole book.</summary>
/// <typeparam name="T">What the decider wants back once the records are durable.</typeparam>
/// <param name="Result">It.</param>
/// <param name="Records">What happens; all or none of it. Empty to change nothing.</param>
internal sealed record BookChange<T>(T Result, params IReadOnlyList<BookRecord> Records);
