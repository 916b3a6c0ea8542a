using System.Globalization;

namespace SessionKeys.Ledger;

/// <summary>Tells the ways apart in which hidapi fails to open a device.</summary>
internal static class HidApiFault
{
    /// <summary>Reads the code of the operating system: <c>errno</c> on Linux, elsewhere the eight hexadecimal digits
    /// that hidapi writes into its text.</summary>
    public static HidFault OfOpening(int systemError, string text)
        => OperatingSystem.IsWindows() ? OfWindows(CodeIn(text))
        : OperatingSystem.IsMacOS() ? OfMac(CodeIn(text))
        : OfLinux(systemError);

    public static HidFault OfLinux(int systemError) => systemError switch
    {
        1 or 13 => HidFault.PermissionDenied,
        2 or 6 or 19 => HidFault.Gone,
        16 => HidFault.Busy,
        _ => HidFault.Other,
    };

    /// <summary>Windows says "access denied" of a device that another program opened for itself.</summary>
    public static HidFault OfWindows(uint code) => code switch
    {
        2 or 3 or 0x48f => HidFault.Gone,
        5 or 0x20 => HidFault.Busy,
        _ => HidFault.Other,
    };

    public static HidFault OfMac(uint code) => code switch
    {
        0xe00002c0 => HidFault.Gone,
        0xe00002c1 or 0xe00002e2 => HidFault.PermissionDenied,
        0xe00002c5 => HidFault.Busy,
        _ => HidFault.Other,
    };

    /// <summary>The number in the first <c>(0x........)</c> of a text, or 0.</summary>
    public static uint CodeIn(string text)
    {
        int at = text.IndexOf("(0x", StringComparison.Ordinal) + 3;
        return at >= 3 && at + 8 <= text.Length && uint.TryParse(
            text.AsSpan(at, 8), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out uint code)
            ? code
            : 0;
    }
}
