namespace SessionKeys.TestKit;

/// <summary>A session as an agent holds it.</summary>
/// <param name="Grant">The packed terms.</param>
/// <param name="Key">The session key.</param>
/// <param name="Approval">The approver's signature.</param>
public sealed record TestSession(PackedGrant Grant, ISessionKeySigner Key, Approval Approval);
