namespace SessionKeys;

/// <summary>The time that an operation claims, and until when it may be included.</summary>
/// <remarks>
/// Validation may not read the clock. It judges by the claim, and the EntryPoint makes the claim true: it includes the
/// operation from the claimed second on, and not behind any bound that the claim was judged by.
/// </remarks>
/// <param name="ClaimedAt">The claimed second, inclusive; whole seconds in UTC.</param>
/// <param name="NotAfter">The last second of inclusion, inclusive; null for none of its own.</param>
public readonly record struct Claim(DateTimeOffset ClaimedAt, DateTimeOffset? NotAfter);
