using System.Collections.Frozen;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// The one table of error kinds: what happened, what could cause it, what to do, and whether it passes.
/// </summary>
internal static class BundlerErrorTable
{
    private static readonly FrozenDictionary<BundlerErrorKind, BundlerErrorEntry> Entries =
        ServerErrors.Entries.Concat(MempoolErrors.Entries).Concat(EntryPointErrors.Entries)
            .Concat(SponsorshipErrors.Entries)
            .ToFrozenDictionary(entry => entry.Kind);

    /// <summary>The row of a kind.</summary>
    public static BundlerErrorEntry Find(BundlerErrorKind kind) =>
        Entries.TryGetValue(kind, out BundlerErrorEntry? entry)
            ? entry
            : throw new ArgumentOutOfRangeException(nameof(kind), kind, "Pass a member of BundlerErrorKind.");

    /// <summary>Where the documentation describes a kind.</summary>
    public static string HelpLink(BundlerErrorKind kind) =>
        string.Concat("docs/errors.md#bundler-", kind.ToString().ToLowerInvariant());
}
