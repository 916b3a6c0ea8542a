namespace SessionKeys;

/// <summary>A renewer's consent to one renewal (<see cref="SessionRenewal"/>).</summary>
/// <param name="Deadline">The last second for which it holds, inclusive; bounds the operation too.</param>
/// <param name="Signature">The renewer's signature.</param>
public sealed record RenewalConsent(DateTimeOffset Deadline, EcdsaSignature Signature);
