namespace SessionKeys.Ledger;

/// <summary>A call to the operating system's HID devices failed.</summary>
/// <param name="fault">The kind.</param>
/// <param name="text">What the library said; never empty.</param>
internal sealed class HidException(HidFault fault, string text) : Exception(text)
{
    public HidFault Fault => fault;
}
