namespace SessionKeys.Bundler.Client;

/// <summary>When a development bundler sends its bundles.</summary>
public enum BundlingMode
{
    /// <summary>By itself, soon after an operation arrived.</summary>
    Auto,

    /// <summary>Only when <see cref="BundlerClient.SendBundleNowAsync"/> asks for it.</summary>
    Manual,
}
