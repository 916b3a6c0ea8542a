using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>Lays out what an emulated Stax or Flex shows of a personal message. The width of a line was not
/// measured.</summary>
internal static class EmulatedLargeScreen
{
    private const int Width = 24;
    private const int FirstLines = 7;
    private const int PageLines = 12;

    /// <summary>The review, which ends in the signature whether or not "More" was opened.</summary>
    public static IReadOnlyList<DeviceScreen> Review(string text)
    {
        List<string> lines = EmulatedLines.Wrap(text, Width);
        string[] shown = lines.Count <= FirstLines ? [.. lines] : [.. lines.Take(FirstLines), "More"];
        return
        [
            EmulatedScreens.Intro("Review message"),
            new DeviceScreen(DeviceScreenKind.Content, "Message", shown),
            .. EmulatedScreens.Choice("Sign message", "Reject message"),
        ];
    }

    /// <summary>What "More" opens: the whole text.</summary>
    public static IReadOnlyList<DeviceScreen> More(string text)
    {
        List<string> lines = EmulatedLines.Wrap(text, Width);
        return lines.Count <= FirstLines
            ? []
            : [.. lines.Chunk(PageLines).Select(page => new DeviceScreen(DeviceScreenKind.Content, "More", page))];
    }

    /// <summary>Going on from a full last page ends the app.</summary>
    public static bool EndsApp(DeviceScreen lastPage) => lastPage.Lines.Count == PageLines;
}
