namespace SessionKeys;

/// <summary>Changes of what is asked of every operation: nonces, fees, guard.</summary>
internal static class OperationChanges
{
    public static void Add(ChangeList changes, CapabilityEnvelope before, CapabilityEnvelope after)
    {
        changes.Compare(
            "$.nonceDomain", "nonce domain", before.NonceDomain, after.NonceDomain, domain => domain,
            EnvelopeEffect.Alters);
        changes.Compare(
            "$.laneBits", "nonce lanes", before.LaneBits, after.LaneBits, bits => $"2^{bits}",
            after.LaneBits < before.LaneBits ? EnvelopeEffect.Narrows : EnvelopeEffect.Widens);
        changes.Compare(
            "$.paymaster", "paymaster", before.Paymaster, after.Paymaster, term => term.ToString(),
            before.Paymaster.IsAny ? EnvelopeEffect.Narrows
            : after.Paymaster.IsAny ? EnvelopeEffect.Widens
            : EnvelopeEffect.Alters);
        changes.Compare(
            "$.feesUnlimited", "fees without limit", before.FeesUnlimited, after.FeesUnlimited, TermText.YesNo,
            after.FeesUnlimited ? EnvelopeEffect.Widens : EnvelopeEffect.Narrows);
        changes.Compare(
            "$.guard", "guard", before.Guard, after.Guard, TermText.Guard,
            before.Guard is null ? EnvelopeEffect.Narrows
            : after.Guard is null ? EnvelopeEffect.Widens
            : EnvelopeEffect.Alters);
    }
}
