namespace SessionKeys.Bundler.Client;

/// <summary>A signed operation, or what holds it up.</summary>
/// <param name="Signed">The operation, or null.</param>
/// <param name="Pause">Why there is none.</param>
/// <param name="IsForGood">Whether waiting cannot help.</param>
internal sealed record AttemptResult(SignedOperation? Signed, SubmissionRefusal? Pause = null, bool IsForGood = false);
