namespace SessionKeys.Tests;

/// <summary>What the module has stored after somebody relayed a grant to it.</summary>
internal static class RelayedSession
{
    public static readonly Address Approver = GrantVector.Approver;

    /// <summary>An account that has just installed the module.</summary>
    public static ModuleAccountState Installed(NonceLayout layout, uint epoch = 1) =>
        new(Approver, epoch, 0, 0, 0, AccountMode.Normal, layout.Shift, layout.Width);

    /// <summary>The state after the grant, as the module writes it.</summary>
    public static ModuleState After(PackedGrant grant, ModuleAccountState account, DateTimeOffset time)
    {
        CapabilityEnvelope envelope = grant.Grant.Envelope;
        DateTimeOffset activation = time > envelope.ValidAfter ? time : envelope.ValidAfter;
        DateTimeOffset end = envelope.Ttl != TimeSpan.Zero && activation + envelope.Ttl < envelope.ExpiresAt
            ? activation + envelope.Ttl
            : envelope.ExpiresAt;
        ModuleSessionStatus status = new()
        {
            IsKnown = true,
            IsRevoked = false,
            IsPaused = false,
            ExpiresAt = (ulong)end.ToUnixTimeSeconds(),
            LastActivity = (ulong)activation.ToUnixTimeSeconds(),
            Renewals = 0,
            Seat = account.Granted,
            Epoch = account.Epoch,
        };
        return new ModuleState(
            account with { Granted = (ushort)(account.Granted + 1) }, [new SessionRecord(grant.SessionId, status, [])]);
    }
}
