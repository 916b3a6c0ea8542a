namespace SessionKeys;

/// <summary>The state of one session.</summary>
/// <remarks>
/// Neither revoked nor paused does not mean valid: compare epoch and seat with the account's state, and the times.
/// </remarks>
public sealed record ModuleSessionStatus
{
    private const ulong RevokedFlag = 1;
    private const ulong PausedFlag = 2;

    /// <summary>Tells whether it was granted or revoked.</summary>
    public required bool IsKnown { get; init; }

    /// <summary>Tells whether it is dead for ever: revoked, or replaced.</summary>
    public required bool IsRevoked { get; init; }

    /// <summary>Tells whether it stands still until it is resumed.</summary>
    public required bool IsPaused { get; init; }

    /// <summary>Gets the last usable second in force, in unix seconds; 0 when it was never granted.</summary>
    public required ulong ExpiresAt { get; init; }

    /// <summary>Gets the last second in which it was known to be alive, in unix seconds.</summary>
    /// <value>Kept up to date with an idle timeout only; else the second in which the session began.</value>
    public required ulong LastActivity { get; init; }

    /// <summary>Gets how often it was renewed.</summary>
    public required ushort Renewals { get; init; }

    /// <summary>Gets its number among the grants of its epoch.</summary>
    public required ushort Seat { get; init; }

    /// <summary>Gets the epoch in which it was granted.</summary>
    public required uint Epoch { get; init; }

    /// <summary>
    /// Takes apart: expiresAt 48 ‖ lastActivity 48 ‖ renewals 16 ‖ seat 16 ‖ epoch 32 ‖ flags 8 ‖ 88 zero bits.
    /// </summary>
    internal static ModuleSessionStatus Unpack(UInt256 packed)
    {
        ulong flags = packed.Bits(88, 8);
        return new()
        {
            IsKnown = !packed.IsZero,
            IsRevoked = (flags & RevokedFlag) != 0,
            IsPaused = (flags & PausedFlag) != 0,
            ExpiresAt = packed.Bits(208, 48),
            LastActivity = packed.Bits(160, 48),
            Renewals = (ushort)packed.Bits(144, 16),
            Seat = (ushort)packed.Bits(128, 16),
            Epoch = (uint)packed.Bits(96, 32),
        };
    }

    /// <summary>The word that the module stores.</summary>
    internal UInt256 Pack() => !IsKnown
        ? UInt256.Zero
        : ((UInt256)ExpiresAt << 208) | ((UInt256)LastActivity << 160) | ((UInt256)Renewals << 144)
            | ((UInt256)Seat << 128) | ((UInt256)Epoch << 96)
            | ((UInt256)((IsRevoked ? RevokedFlag : 0) | (IsPaused ? PausedFlag : 0)) << 88);
}
