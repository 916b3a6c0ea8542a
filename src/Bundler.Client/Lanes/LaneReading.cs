namespace SessionKeys.Bundler.Client;

/// <summary>What the chain says of a lane.</summary>
/// <param name="Sequence">The next sequence.</param>
/// <param name="ChainTime">The time of the latest block.</param>
internal readonly record struct LaneReading(ulong Sequence, DateTimeOffset ChainTime);
