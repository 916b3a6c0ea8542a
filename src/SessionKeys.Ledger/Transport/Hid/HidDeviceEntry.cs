namespace SessionKeys.Ledger;

/// <summary>What the operating system tells of one HID interface without opening it.</summary>
/// <param name="Path">Its name for the operating system.</param>
/// <param name="ProductId">Model and interfaces; changes when an app opens or closes.</param>
/// <param name="Serial">The serial number, or nothing. Many Ledgers have the same.</param>
/// <param name="UsagePage">The usage page, or 0 where it is not known.</param>
/// <param name="Interface">The number of the interface, or -1 where it is not known.</param>
internal sealed record HidDeviceEntry(string Path, ushort ProductId, string Serial, ushort UsagePage, int Interface)
{
    public LedgerModel Model => LedgerModel.Of(ProductId);

    /// <summary>How the device is named in messages to people.</summary>
    public override string ToString()
        => Serial.Length == 0 ? $"{Model.Name} (hid:{Path})" : $"{Model.Name} (hid:{Path}, serial number {Serial})";
}
