namespace SessionKeys.Bundler.Client;

/// <summary>What was said against a submission.</summary>
/// <param name="Reason">A <see cref="BundlerErrorKind"/> or an error id, for programs.</param>
/// <param name="Message">The words for people, at most 2,000 characters.</param>
public sealed record SubmissionRefusal(string Reason, string Message);
