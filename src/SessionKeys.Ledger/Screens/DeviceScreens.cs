using System.Text;

namespace SessionKeys.Ledger;

/// <summary>Predicts the screens that a device shows, so that they can be printed beside what is to be
/// approved.</summary>
/// <remarks>
/// A prediction for the Ethereum app 1.22.0 on a Nano S Plus. Lines are counted with 17 characters; the real font takes
/// up to 22, so a device may break lines later and need fewer screens. Order, titles and characters are the same.
/// On Stax and Flex a line longer than the screen goes on in the next one, so pages may end earlier than said here.
/// </remarks>
public static class DeviceScreens
{
    /// <summary>The title of the screen that warns before an unfiltered typed message.</summary>
    public const string BlindSigningTitle = "Blind signing ahead";

    /// <summary>The screens of a personal message, which needs no setting.</summary>
    /// <param name="message">The message, with the limits of <see cref="PersonalMessageReview.Check"/>.</param>
    /// <returns>All screens up to the one that rejects.</returns>
    /// <exception cref="LedgerException">The message would not be shown in full.</exception>
    public static IReadOnlyList<DeviceScreen> ForPersonalMessage(ReadOnlySpan<byte> message)
    {
        PersonalMessageReview review = PersonalMessageReview.Check(message);
        return
        [
            new DeviceScreen(DeviceScreenKind.Intro, "Review message", []),
            .. NanoLayout.Pages("Message", review.ShownText),
            .. Decision(),
        ];
    }

    /// <summary>The pages of a personal message on Stax and Flex, which keep its line breaks.</summary>
    /// <param name="message">The message, with the limits of <see cref="PersonalMessageReview.Check"/>.</param>
    /// <returns>All pages up to the question whether to sign.</returns>
    /// <exception cref="LedgerException">The message would not be shown in full.</exception>
    public static IReadOnlyList<DeviceScreen> ForPersonalMessageOnTouch(ReadOnlySpan<byte> message)
    {
        PersonalMessageReview review = PersonalMessageReview.Check(message);
        string[] lines = review.IsShownAsHex ? [review.ShownText] : Encoding.ASCII.GetString(message).Split('\n');
        return
        [
            new DeviceScreen(DeviceScreenKind.Intro, "Review message", []),
            .. TouchLayout.Pages("Message", lines),
            new DeviceScreen(DeviceScreenKind.Sign, "Sign message", []),
        ];
    }

    /// <summary>The screens of a typed message with the setting <i>Raw messages</i> on and no descriptor.</summary>
    /// <param name="data">The message.</param>
    /// <returns>All screens up to the one that rejects, with the offers to skip in between.</returns>
    /// <exception cref="LedgerException">No device takes the message.</exception>
    public static IReadOnlyList<DeviceScreen> ForTypedData(TypedData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        TypedDataPlan plan = TypedDataPlanner.Plan(data);
        return
        [
            new DeviceScreen(DeviceScreenKind.Warning, BlindSigningTitle, ["To accept risk,", "press both", "buttons"]),
            new DeviceScreen(DeviceScreenKind.Intro, "Review typed message", []),
            .. Root(plan.Domain),
            .. Root(plan.Message),
            .. Decision(),
        ];
    }

    private static IEnumerable<DeviceScreen> Root(TypedRoot root)
        => root.Steps.OfType<TypedLeaf>()
            .Select(leaf => (Title: leaf.Key, Text: leaf.Shown))
            .Prepend((Title: "Review struct", Text: root.StructName))
            .SelectMany(entry => NanoLayout.Pages(entry.Title, entry.Text).Append(SkipOffer()));

    private static DeviceScreen SkipOffer()
        => new(DeviceScreenKind.SkipOffer, "Press right button", ["to continue message", "or press both", "to skip"]);

    private static DeviceScreen[] Decision()
        => [new(DeviceScreenKind.Sign, "Sign message", []), new(DeviceScreenKind.Reject, "Reject message", [])];
}
