namespace SessionKeys;

/// <summary>How long sessions of one risk class may live.</summary>
/// <param name="MaxTtl">
/// The longest time without anybody's new consent: up to the end of the session, or to its renewal by a renewer.
/// </param>
/// <param name="MaxLifetime">The longest time from the first second to the last, renewals included.</param>
public readonly record struct RiskCeiling(TimeSpan MaxTtl, TimeSpan MaxLifetime);
