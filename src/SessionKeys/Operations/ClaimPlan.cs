namespace SessionKeys;

/// <summary>The claim of one operation, and the options of its segment that belong to it.</summary>
/// <param name="Claim">
/// The claim. Its end is the last second of inclusion by every bound that is known, so that nobody can include the
/// operation later.
/// </param>
/// <param name="Options">The options, with <see cref="SegmentOptions.Grace"/> where a window ends soon.</param>
public sealed record ClaimPlan(Claim Claim, SegmentOptions Options);
