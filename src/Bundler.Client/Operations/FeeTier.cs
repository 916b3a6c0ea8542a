namespace SessionKeys.Bundler.Client;

/// <summary>How soon an operation should be included, as bundlers quote their fees.</summary>
public enum FeeTier
{
    /// <summary>The usual speed.</summary>
    Standard,

    /// <summary>Cheaper and later.</summary>
    Slow,

    /// <summary>Dearer and sooner.</summary>
    Fast,
}
