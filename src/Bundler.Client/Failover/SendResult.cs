namespace SessionKeys.Bundler.Client;

/// <summary>The end of a send over several bundlers.</summary>
/// <param name="Hash">The hash if a bundler took the operation.</param>
/// <param name="Refusal">Why none will, else.</param>
internal readonly record struct SendResult(UserOperationHash? Hash, BundlerException? Refusal);
