namespace SessionKeys.Bundler.Client;

/// <summary>What a bundler said to be able to do.</summary>
/// <param name="EntryPoints">The EntryPoints, or null if it did not tell.</param>
/// <param name="IsOnChain">Whether it serves our chain, as far as it told.</param>
/// <param name="Until">When it is asked again.</param>
internal sealed record MemberCapability(IReadOnlyList<Address>? EntryPoints, bool IsOnChain, DateTimeOffset Until)
{
    public bool Serves(Address entryPoint) => IsOnChain && (EntryPoints?.Contains(entryPoint) ?? true);
}
