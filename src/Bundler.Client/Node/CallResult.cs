namespace SessionKeys.Bundler.Client;

/// <summary>The outcome of a call that changes nothing.</summary>
/// <param name="IsSuccess">Whether the call returned; false when it reverted.</param>
/// <param name="Data">The returned bytes, or the bytes of the revert as the node sent them.</param>
/// <param name="RevertReason">The revert's text where it is a text, else null.</param>
public readonly record struct CallResult(bool IsSuccess, ReadOnlyMemory<byte> Data, string? RevertReason);
