namespace SessionKeys.Ledger;

/// <summary>How a device shows what it asks.</summary>
public enum DeviceDisplay
{
    /// <summary>Two buttons and three lines of text below a title: Nano S Plus and Nano X.</summary>
    Nano,

    /// <summary>A touch screen with pages of text: Stax and Flex.</summary>
    Touch,
}
