namespace SessionKeys;

/// <summary>A time of an envelope above the ceiling of its risk class.</summary>
/// <param name="Path">The term to change, in the JSON form.</param>
/// <param name="What">What is too long.</param>
/// <param name="Actual">How long it is.</param>
/// <param name="Allowed">How long it may be.</param>
/// <param name="Advice">What to do.</param>
internal readonly record struct CeilingExcess(
    string Path, string What, TimeSpan Actual, TimeSpan Allowed, string Advice);
