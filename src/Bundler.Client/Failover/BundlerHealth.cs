namespace SessionKeys.Bundler.Client;

/// <summary>What a <see cref="FailoverBundler"/> knows of one of its bundlers.</summary>
/// <param name="Name">The member's name.</param>
/// <param name="IsResting">Whether it failed so often that it is left alone for a while.</param>
/// <param name="LastFailure">Why its last call had no usable answer, or null if it had one; a refusal is one.</param>
/// <param name="EntryPoints">The EntryPoints that it said to serve, or null while it has not told.</param>
/// <param name="IsOnChain">False if it said to serve another chain; it is then not used.</param>
public sealed record BundlerHealth(
    string Name, bool IsResting, BundlerErrorKind? LastFailure, IReadOnlyList<Address>? EntryPoints, bool IsOnChain);
