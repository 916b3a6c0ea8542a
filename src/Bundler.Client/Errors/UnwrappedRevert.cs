namespace SessionKeys.Bundler.Client;

/// <summary>A revert without the wrappings around it.</summary>
/// <param name="Data">The innermost revert bytes; empty if there are none.</param>
/// <param name="EntryPointReason">The EntryPoint's reason of the outermost wrapping, such as <c>AA23
/// reverted</c>.</param>
/// <param name="Text">The innermost revert's text, if it is <c>Error(string)</c> or a panic.</param>
internal readonly record struct UnwrappedRevert(byte[] Data, string? EntryPointReason, string? Text);
