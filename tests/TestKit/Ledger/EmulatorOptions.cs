using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>What an emulated device is made of.</summary>
public sealed record EmulatorOptions
{
    /// <summary>The words of the seed.</summary>
    public string Mnemonic { get; init; } = Bip39.SpeculosDefault;

    /// <summary>The passphrase beside the words.</summary>
    public string Passphrase { get; init; } = string.Empty;

    /// <summary>The version of the Ethereum app. Typed messages are known from 1.10.0 on.</summary>
    public Version AppVersion { get; init; } = new(1, 22, 0);

    /// <summary>Whether the app knows the key of descriptors by itself, or needs its certificate first.</summary>
    public bool KnowsDescriptorKey { get; init; } = true;

    /// <summary>Whether the operating system takes certificates.</summary>
    public bool TakesCertificates { get; init; } = true;

    /// <summary>The app that is open at first: <see cref="AppAndVersion.Ethereum"/>,
    /// <see cref="AppAndVersion.Dashboard"/> or another.</summary>
    public string OpenApp { get; init; } = AppAndVersion.Ethereum;

    /// <summary>The apps that the dashboard can open.</summary>
    public IReadOnlyList<string> InstalledApps { get; init; } = [AppAndVersion.Ethereum, "Bitcoin"];
}
