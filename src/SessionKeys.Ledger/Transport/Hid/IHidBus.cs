namespace SessionKeys.Ledger;

/// <summary>The USB HID devices of a computer. Calls block.</summary>
internal interface IHidBus
{
    /// <summary>Lists what is connected of one vendor.</summary>
    /// <exception cref="HidException">The list could not be made.</exception>
    IReadOnlyList<HidDeviceEntry> Enumerate(ushort vendorId);

    /// <summary>Opens a device that <see cref="Enumerate"/> listed.</summary>
    /// <exception cref="HidException">It could not be opened.</exception>
    IHidDevice Open(string path);
}
