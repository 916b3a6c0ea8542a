using System.Runtime.InteropServices;
using System.Text;

namespace SessionKeys.Ledger;

/// <summary>Reads the wide texts of hidapi, whose characters have 2 bytes on Windows and 4 elsewhere.</summary>
internal static class HidApiText
{
    /// <summary>The most characters that are read; a text of a device may be anything.</summary>
    public const int MaxLength = 200;

    /// <summary>What hidapi says of its last failure.</summary>
    public static string LastError(nint device)
    {
        string text = Read(HidApiMethods.Error(device));
        return text.Length == 0 ? "no reason given" : text;
    }

    /// <summary>Reads a text in the form of this system.</summary>
    public static string Read(nint text) => Read(text, OperatingSystem.IsWindows() ? 2 : 4);

    /// <summary>Reads up to the zero character; what is no printable ASCII character becomes a question mark.</summary>
    public static string Read(nint text, int bytesPerCharacter)
    {
        if (text == 0)
        {
            return string.Empty;
        }

        StringBuilder result = new();
        while (result.Length < MaxLength)
        {
            int offset = result.Length * bytesPerCharacter;
            int character = bytesPerCharacter == 2
                ? unchecked((ushort)Marshal.ReadInt16(text, offset))
                : Marshal.ReadInt32(text, offset);
            if (character == 0)
            {
                break;
            }

            result.Append(character is >= 0x20 and <= 0x7e ? (char)character : '?');
        }

        return result.ToString().TrimEnd(' ', '.');
    }
}
