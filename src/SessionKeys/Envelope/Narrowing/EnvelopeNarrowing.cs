namespace SessionKeys;

/// <summary>Makes an envelope out of two, never one with more rights than it is allowed to have.</summary>
/// <remarks>
/// Both methods take names and identity (nonce domain, label, salt, grant deadline, replaced session, token names) from
/// the first envelope. What cannot be expressed exactly is refused with the term's name, never left out.
/// </remarks>
public static class EnvelopeNarrowing
{
    /// <summary>Keeps of an envelope what another one allows too.</summary>
    /// <remarks>
    /// The result is a subset of both by <see cref="EnvelopeDiff.IsNarrowing"/>, but for the nonce domain, which it has
    /// from <paramref name="envelope"/>. A policy of the house is a useful <paramref name="restriction"/>.
    /// </remarks>
    /// <param name="envelope">What somebody asks for.</param>
    /// <param name="restriction">What may be given at most.</param>
    /// <returns>The narrowed envelope.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="SessionKeyException">No envelope says exactly what both allow
    /// (<c>envelope-not-combinable</c>): nothing is left, a term has no common value, or there would be too
    /// many rules, spends or budgets.</exception>
    public static CapabilityEnvelope Narrow(CapabilityEnvelope envelope, CapabilityEnvelope restriction)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(restriction);
        return NarrowTerms.Of(envelope, restriction) with
        {
            Capabilities = NarrowCapabilities.Common(envelope.Capabilities, restriction.Capabilities),
        };
    }

    /// <summary>Puts the allowed calls of two envelopes into one.</summary>
    /// <remarks>
    /// Calls add up, limits do not: every other term is the narrower one of the two, and the budgets of both hold for
    /// all calls. A function of a contract that both allow must have the same conditions in both.
    /// </remarks>
    /// <param name="first">The envelope that gives the names.</param>
    /// <param name="second">The envelope whose capabilities are added.</param>
    /// <returns>The merged envelope.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="SessionKeyException">The two do not fit together
    /// (<c>envelope-not-combinable</c>).</exception>
    public static CapabilityEnvelope Merge(CapabilityEnvelope first, CapabilityEnvelope second)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        return NarrowTerms.Of(first, second) with
        {
            Capabilities = NarrowCapabilities.All(first.Capabilities, second.Capabilities),
        };
    }
}
