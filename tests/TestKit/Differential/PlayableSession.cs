namespace SessionKeys.TestKit;

/// <summary>A grant, and for each of its capabilities a call that its rules allow.</summary>
/// <param name="Grant">The grant.</param>
/// <param name="Examples">One call for each capability, in the order of the format.</param>
/// <param name="Key">The session key.</param>
public sealed record PlayableSession(PackedGrant Grant, ValueList<Call> Examples, ISessionKeySigner Key)
{
    public CapabilityEnvelope Envelope => Grant.Grant.Envelope;

    public SessionContext Context => Grant.Grant.Context;
}
