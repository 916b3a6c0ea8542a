namespace SessionKeys;

/// <summary>A capability envelope bound to its context and a session key: what the approver signs.</summary>
/// <param name="Context">Chain, module, account, route and epoch.</param>
/// <param name="SessionKey">The address of the session key.</param>
/// <param name="Envelope">The terms.</param>
public sealed record SessionGrant(SessionContext Context, Address SessionKey, CapabilityEnvelope Envelope);
