namespace SessionKeys.Bundler.Client;

/// <summary>What a <see cref="BundlerClient"/> may use besides the bundler.</summary>
public sealed class BundlerClientOptions
{
    /// <summary>A node of the same chain that quotes fees where the bundler cannot, or null.</summary>
    public NodeClient? Node { get; init; }

    /// <summary>The versions of EntryPoints that are not at their canonical address.</summary>
    /// <value>The default is none; <see cref="EntryPoints"/> are always known.</value>
    public IReadOnlyDictionary<Address, EntryPointVersion> FurtherEntryPoints { get; init; } =
        new Dictionary<Address, EntryPointVersion>();

    /// <summary>The clock by which receipts are awaited, or null for the system's.</summary>
    public TimeProvider? TimeProvider { get; init; }
}
