using System.Text;

namespace SessionKeys.Ledger;

/// <summary>A personal message that a device shows in full, and how long reading it takes.</summary>
/// <remarks>
/// A Nano shows every newline as a space, so the whole text is one stream of display lines. Its font is proportional
/// and takes 17 to 22 characters a line; this type counts with 17, so the real number of screens is at most the stated
/// one.
/// </remarks>
public sealed record PersonalMessageReview
{
    /// <summary>The longest text that is sent: 4,000 characters.</summary>
    public const int MaxCharacters = 4000;

    /// <summary>
    /// The most display lines of a text: 240. From 256 a Nano leaves lines out and signs all the same. A text within
    /// <see cref="MaxCharacters"/> has at most 236, so there is no check of its own for this limit.
    /// </summary>
    public const int MaxDisplayLines = 240;

    /// <summary>The characters of a display line: 17.</summary>
    public const int LineWidth = 17;

    /// <summary>The display lines of a screen: 3.</summary>
    public const int LinesPerScreen = 3;

    /// <summary>The length of the only message that may hold other bytes than text: a hash, which is shown as 64
    /// digits.</summary>
    public const int HashLength = 32;

    private PersonalMessageReview(string shownText, bool isShownAsHex)
    {
        ShownText = shownText;
        IsShownAsHex = isShownAsHex;
    }

    /// <summary>The characters that the device shows, in order.</summary>
    public string ShownText { get; }

    /// <summary>Tells whether the device shows hexadecimal digits, as it does for a hash.</summary>
    public bool IsShownAsHex { get; }

    /// <summary>The number of display lines, 1 to 236.</summary>
    public int DisplayLines => (ShownText.Length + LineWidth - 1) / LineWidth;

    /// <summary>The most presses until it is signed: the first screen, the screens of text, and the final
    /// one.</summary>
    public int PressesAtMost => ((DisplayLines + LinesPerScreen - 1) / LinesPerScreen) + 2;

    /// <summary>Checks that a device shows a message in full.</summary>
    /// <param name="message">1 to 4,000 printable ASCII characters and newlines, or the 32 bytes of a hash.</param>
    /// <returns>What the device shows.</returns>
    /// <exception cref="LedgerException"><see cref="LedgerReason.BadData"/> for other content,
    /// <see cref="LedgerReason.TooLargeForDevice"/> for a longer text.</exception>
    public static PersonalMessageReview Check(ReadOnlySpan<byte> message)
    {
        if (message.IsEmpty)
        {
            throw LedgerErrors.BadData(
                "An empty message was refused.", "0 characters; allowed are 1 to 4,000.", "Pass the text.");
        }

        if (message.Length > MaxCharacters)
        {
            throw LedgerErrors.TooLarge(
                "The text",
                $"{message.Length} characters; {MaxCharacters} are shown without leaving lines out.");
        }

        int refused = IndexOfRefused(message);
        if (refused < 0)
        {
            return new PersonalMessageReview(Encoding.ASCII.GetString(message).Replace('\n', ' '), isShownAsHex: false);
        }

        if (message.Length == HashLength && IsHex(message))
        {
            return new PersonalMessageReview(Hex.Format(message), isShownAsHex: true);
        }

        throw LedgerErrors.BadData(
            "A message was refused because a device would not show it as it is.",
            $"Byte {refused} is {message[refused]:x2}; allowed are printable ASCII (20 to 7e) and newline (0a), or the "
            + "32 bytes of a hash.",
            "Remove the character.");
    }

    private static int IndexOfRefused(ReadOnlySpan<byte> message)
    {
        for (int i = 0; i < message.Length; i++)
        {
            if (message[i] is not ((>= 0x20 and <= 0x7e) or (byte)'\n'))
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The app shows digits as soon as one byte is neither printable nor white space. Else it would show a
    /// text, of which a tab or a carriage return makes another one on other displays.</summary>
    private static bool IsHex(ReadOnlySpan<byte> message)
    {
        foreach (byte value in message)
        {
            if (value is not ((>= 0x20 and <= 0x7e) or (>= 0x09 and <= 0x0d)))
            {
                return true;
            }
        }

        return false;
    }
}
