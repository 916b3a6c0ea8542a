namespace SessionKeys.Ledger;

/// <summary>What the Ethereum app says about itself.</summary>
/// <param name="IsBlindSigningEnabled">Tells whether the setting <i>Blind signing</i> is on. The app does not report
/// <i>Raw messages</i>, so false does not mean that typed messages are refused.</param>
/// <param name="Version">The version of the app.</param>
public sealed record AppConfiguration(bool IsBlindSigningEnabled, Version Version)
{
    /// <summary>The first version that takes a typed message field by field: 1.10.0.</summary>
    public static Version FirstWithTypedMessages { get; } = new(1, 10, 0);

    /// <summary>The first version that takes all that a descriptor of a typed message can hold: 1.12.0.</summary>
    public static Version FirstWithDescriptors { get; } = new(1, 12, 0);

    internal static AppConfiguration Parse(byte[] data)
        => data.Length == 4
            ? new AppConfiguration((data[0] & 1) != 0, new Version(data[1], data[2], data[3]))
            : throw LedgerErrors.UnexpectedReply(Apdu.Configuration.Name, data.Length, "4 bytes");
}
