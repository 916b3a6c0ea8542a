using System.Text;

namespace SessionKeys.Ledger;

/// <summary>What a person needs beside the device while it asks for a signature: what it should show, screen by screen,
/// how many presses that takes, the hashes to compare, and when to reject.</summary>
/// <remarks>Computed from the message alone; no device is asked.</remarks>
public sealed record ApprovalBriefing
{
    private ApprovalBriefing()
    {
    }

    /// <summary>Gets the form that is signed.</summary>
    public required ApprovalForm Form { get; init; }

    /// <summary>Gets how the device shows what it asks, or null if that is not known.</summary>
    /// <value>Null has the briefing describe both kinds of device.</value>
    public required DeviceDisplay? Display { get; init; }

    /// <summary>Gets the screens of a Nano, up to the one that rejects.</summary>
    public required IReadOnlyList<DeviceScreen> NanoScreens { get; init; }

    /// <summary>Gets the pages of Stax and Flex; empty for typed data, whose pages have not been measured.</summary>
    public required IReadOnlyList<DeviceScreen> TouchScreens { get; init; }

    /// <summary>Gets the hashes of ERC-8213.</summary>
    public required IReadOnlyList<ReviewHash> Hashes { get; init; }

    /// <summary>Gets the last line of the text, which one must have seen before signing.</summary>
    /// <value>Empty for typed data.</value>
    public required string LastLine { get; init; }

    /// <summary>Gets the memory that typed data takes on the device, in bytes, or null for a text.</summary>
    /// <value>At most <see cref="TypedDataHeapCost.Limit"/>.</value>
    public required int? HeapCost { get; init; }

    /// <summary>Gets the session that a grant ends and takes the place of, or null.</summary>
    public required SessionId? Replaces { get; init; }

    /// <summary>Gets what is different from the session that the grant replaces.</summary>
    /// <value>Empty unless <see cref="WithReplacedSession"/> was called.</value>
    public ValueList<EnvelopeChange> Changes { get; private init; }

    /// <summary>Tells whether a value is longer than a device shows.</summary>
    internal bool HasUnseenEnd { get; private init; }

    /// <summary>Gets the most presses on a Nano until it is signed.</summary>
    public int PressesAtMost => NanoScreens.Count - 1;

    /// <summary>Prepares the review of a personal message.</summary>
    /// <param name="message">The message, with the limits of <see cref="PersonalMessageReview.Check"/>.</param>
    /// <param name="display">How the device shows it, or null if that is not known.</param>
    /// <returns>The briefing.</returns>
    /// <exception cref="LedgerException">The message would not be shown in full.</exception>
    public static ApprovalBriefing ForPersonalMessage(ReadOnlySpan<byte> message, DeviceDisplay? display = null)
    {
        PersonalMessageReview review = PersonalMessageReview.Check(message);
        string text = review.IsShownAsHex ? review.ShownText : Encoding.ASCII.GetString(message);
        return new ApprovalBriefing
        {
            Form = ApprovalForm.Text,
            Display = display,
            NanoScreens = DeviceScreens.ForPersonalMessage(message),
            TouchScreens = DeviceScreens.ForPersonalMessageOnTouch(message),
            Hashes = [ReviewHash.OfPersonalMessage(message)],
            LastLine = text[(text.LastIndexOf('\n') + 1)..],
            HeapCost = null,
            Replaces = ReplacedSession.Of(text),
        };
    }

    /// <summary>Prepares the review of typed data with the setting <i>Raw messages</i> on and no descriptor.</summary>
    /// <param name="data">The data.</param>
    /// <param name="display">How the device shows it, or null if that is not known.</param>
    /// <returns>The briefing.</returns>
    /// <exception cref="LedgerException">No device takes the data, or its memory does not hold it.</exception>
    public static ApprovalBriefing ForTypedData(TypedData data, DeviceDisplay? display = null)
    {
        ArgumentNullException.ThrowIfNull(data);
        TypedDataPlan plan = TypedDataPlanner.Plan(data);
        return new ApprovalBriefing
        {
            Form = ApprovalForm.Typed,
            Display = display,
            HeapCost = TypedDataHeapCost.Require(TypedDataHeapCost.Estimate(plan)),
            NanoScreens = DeviceScreens.ForTypedData(data),
            TouchScreens = [],
            Hashes = ReviewHash.OfTypedData(data),
            LastLine = string.Empty,
            Replaces = ReplacedSession.Of(data),
            HasUnseenEnd = plan.Leaves.Any(leaf => leaf.Shown.Length > TypedDataLimits.MaxShownCharacters),
        };
    }

    /// <summary>Adds what is different from the session that the grant replaces.</summary>
    /// <param name="grant">The grant of which this is the briefing.</param>
    /// <param name="replaced">The grant of the session that ends, as it was signed.</param>
    /// <param name="tokenNames">The names that the text holds, if it has any.</param>
    /// <returns>A briefing with <see cref="Changes"/>.</returns>
    /// <exception cref="ArgumentNullException">A grant is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="grant"/> is not what this briefing is about, or it does not
    /// replace <paramref name="replaced"/>.</exception>
    public ApprovalBriefing WithReplacedSession(
        SessionGrant grant, SessionGrant replaced, IReadOnlyDictionary<Address, TokenName>? tokenNames = null)
    {
        ArgumentNullException.ThrowIfNull(grant);
        ArgumentNullException.ThrowIfNull(replaced);
        IReadOnlyList<ReviewHash> hashes = Form == ApprovalForm.Text
            ? [ReviewHash.OfPersonalMessage(Encoding.ASCII.GetBytes(GrantText.RenderReadable(grant, tokenNames)))]
            : ReviewHash.OfTypedData(GrantTypedData.Create(grant));
        if (!Hashes.SequenceEqual(hashes))
        {
            throw new ArgumentException(
                $"The grant was refused: its hash is {hashes[^1].Shown}, but the message to be signed has " +
                $"{Hashes[^1].Shown}. Pass the grant whose message is signed.",
                nameof(grant));
        }

        SessionId ended = GrantEncoding.Encode(replaced).SessionId;
        return Replaces == ended
            ? this with { Changes = EnvelopeDiff.Compare(replaced.Envelope, grant.Envelope) }
            : throw new ArgumentException(
                $"The replaced session was refused: it is {ended}, but the grant replaces " +
                $"{Replaces?.ToString() ?? "none"}. Pass the grant of the session that ends.",
                nameof(replaced));
    }

    /// <summary>Renders the briefing as plain text.</summary>
    /// <returns>Lines of at most 100 characters, without colours; an empty line between two parts.</returns>
    public IReadOnlyList<string> ToLines() => BriefingText.Render(this);
}
