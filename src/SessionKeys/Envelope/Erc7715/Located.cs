namespace SessionKeys;

/// <summary>A value and where it stands.</summary>
/// <typeparam name="T">The value.</typeparam>
/// <param name="Path">The JSON path.</param>
/// <param name="Value">The value.</param>
internal sealed record Located<T>(string Path, T Value);
