namespace SessionKeys;

/// <summary>
/// The text form of a grant: what a person reads on a device and signs as a personal message (EIP-191).
/// </summary>
/// <remarks>The module renders the same text from the terms, byte for byte.</remarks>
public static class GrantText
{
    /// <summary>Renders the text.</summary>
    /// <param name="grant">The grant; its capabilities may be in any order.</param>
    /// <param name="tokenNames">
    /// What the tokens of the budgets say of themselves; needed for a grant with <see
    /// cref="CapabilityEnvelope.TokenNames"/>, else not read.
    /// </param>
    /// <returns>
    /// ASCII lines; each but the last ends with <c>;</c> and a newline. It may be longer than is allowed.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="grant"/> is null.</exception>
    /// <exception cref="GrantEncodingException">A term has no place in the format.</exception>
    /// <exception cref="SessionKeyException">
    /// A token's name is missing or cannot be shown (<c>token-name-missing</c>, <c>token-name-invalid</c>).
    /// </exception>
    public static string Render(SessionGrant grant, IReadOnlyDictionary<Address, TokenName>? tokenNames = null)
    {
        PackedGrant packed = GrantEncoding.Encode(grant);
        return new GrantTextWriter(packed.Grant, tokenNames).Write();
    }

    /// <summary>Renders the text and refuses it when a device would not show it in full.</summary>
    /// <param name="grant">The grant; its capabilities may be in any order.</param>
    /// <param name="tokenNames">As for <see cref="Render"/>.</param>
    /// <returns>At most 4,000 characters and 240 display lines.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="grant"/> is null.</exception>
    /// <exception cref="GrantEncodingException">A term has no place in the format.</exception>
    /// <exception cref="SessionKeyException">
    /// The text is too long (<c>text-too-long</c>), or a token's name is missing or cannot be shown.
    /// </exception>
    public static string RenderReadable(
        SessionGrant grant, IReadOnlyDictionary<Address, TokenName>? tokenNames = null)
    {
        string text = Render(grant, tokenNames);
        TextSize size = TextSize.Of(text);
        return size.IsReadable
            ? text
            : throw new SessionKeyException(
                "text-too-long",
                $"The grant text was refused: {size.Characters} characters and {size.DisplayLines} display lines; " +
                $"allowed are {EnvelopeLimits.MaxTextLength} and {EnvelopeLimits.MaxDisplayLines}. " +
                "Split the grant into two sessions, or sign the typed form.");
    }
}
