namespace SessionKeys;

/// <summary>What holds a sum in dollars.</summary>
public enum UsdEnforcement
{
    /// <summary>Limits in tokens, at stated prices of a stated time.</summary>
    TokenLimits,

    /// <summary>The execution guard's budget in dollars. The short form names no guard, and so it is refused.</summary>
    Guard,
}
