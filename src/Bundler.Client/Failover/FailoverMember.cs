namespace SessionKeys.Bundler.Client;

/// <summary>One of the bundlers behind a <see cref="FailoverBundler"/>.</summary>
/// <param name="Name">A short name for messages and <see cref="BundlerHealth"/>, unique among the members.</param>
/// <param name="Client">The bundler.</param>
public sealed record FailoverMember(string Name, IBundlerClient Client);
