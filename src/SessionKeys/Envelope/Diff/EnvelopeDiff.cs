namespace SessionKeys;

/// <summary>Compares two envelopes term by term and says of each change what it does to the rights.</summary>
/// <remarks>
/// The judgement is careful: what is not provably narrower counts as wider. So <see cref="IsNarrowing"/> never says yes
/// to an envelope that allows something new, but may say no to one that allows nothing new.
/// </remarks>
public static class EnvelopeDiff
{
    /// <summary>Compares two envelopes.</summary>
    /// <param name="before">The older envelope.</param>
    /// <param name="after">The newer envelope.</param>
    /// <returns>The changes, in the order of the JSON form; empty when both have the same terms.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static ValueList<EnvelopeChange> Compare(CapabilityEnvelope before, CapabilityEnvelope after)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(after);
        ChangeList changes = new();
        LifeChanges.Add(changes, before, after);
        OperationChanges.Add(changes, before, after);
        BudgetChanges.Add(changes, before.Budgets, after.Budgets);
        CapabilityChanges.Add(changes, before.Capabilities, after.Capabilities);
        DetailChanges.Add(changes, before, after);
        return changes.ToValueList();
    }

    /// <summary>Tells whether an envelope allows nothing that another one does not allow.</summary>
    /// <param name="before">The envelope whose rights are the most.</param>
    /// <param name="after">The envelope that should stay within them.</param>
    /// <returns>True when no change widens or alters the rights.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static bool IsNarrowing(CapabilityEnvelope before, CapabilityEnvelope after) =>
        Compare(before, after).All(change => change.Effect is EnvelopeEffect.Narrows or EnvelopeEffect.Describes);
}
