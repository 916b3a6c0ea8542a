using System.Globalization;
using System.Text;
using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>Lays out what the emulated Nano shows: a title and three lines of 17 characters.</summary>
internal static class EmulatedScreens
{
    private const int Rows = 3;

    public static DeviceScreen BlindWarning { get; } =
        new(DeviceScreenKind.Warning, "Blind signing ahead", ["To accept risk,", "press both", "buttons"]);

    public static DeviceScreen SkipOffer { get; } =
        new(DeviceScreenKind.SkipOffer, "Press right button", ["to continue message", "or press both", "to skip"]);

    public static DeviceScreen BlindSigningRefused { get; } =
        new(DeviceScreenKind.Warning, "Blind signing", ["must be enabled", "in settings"]);

    public static DeviceScreen UnableToSign { get; } = new(DeviceScreenKind.Warning, "Unable to sign", []);

    /// <summary>The name of a network that the app has built in, else its number.</summary>
    public static string Network(ulong chainId)
        => chainId == 137 ? "Polygon" : chainId.ToString(CultureInfo.InvariantCulture);

    public static DeviceScreen Intro(string title) => new(DeviceScreenKind.Intro, title, []);

    /// <summary>The two last screens of a question.</summary>
    public static DeviceScreen[] Choice(string accept, string refuse)
        => [new DeviceScreen(DeviceScreenKind.Sign, accept, []), new DeviceScreen(DeviceScreenKind.Reject, refuse, [])];

    public static IReadOnlyList<DeviceScreen> Value(string title, string text)
    {
        List<DeviceScreen> screens = [];
        string[][] pages = [.. EmulatedLines.Break(text).Chunk(Rows)];
        for (int page = 0; page < Math.Max(1, pages.Length); page++)
        {
            string suffix = pages.Length <= 1 ? string.Empty : string.Create(
                CultureInfo.InvariantCulture, $" ({page + 1}/{pages.Length})");
            screens.Add(new DeviceScreen(
                DeviceScreenKind.Content,
                EmulatedLines.CutTitle(title) + suffix,
                pages.Length == 0 ? [] : pages[page]));
        }

        return screens;
    }

    /// <summary>Text stays text with each white space as a space; one other byte turns everything into
    /// digits.</summary>
    public static string PersonalText(byte[] message, bool keepsLineBreaks = false)
    {
        StringBuilder text = new(message.Length);
        foreach (byte value in message)
        {
            switch (value)
            {
                case (byte)'\n' when keepsLineBreaks:
                    text.Append('\n');
                    break;
                case 0x20 or (>= 0x09 and <= 0x0d):
                    text.Append(' ');
                    break;
                case > 0x20 and < 0x7f:
                    text.Append((char)value);
                    break;
                default:
                    return "0x" + Convert.ToHexStringLower(message);
            }
        }

        return text.ToString();
    }
}
