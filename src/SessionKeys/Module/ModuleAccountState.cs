namespace SessionKeys;

/// <summary>How an account configured the module, and what became of it.</summary>
/// <param name="Approver">Who approves; zero when the module is not installed.</param>
/// <param name="Epoch">The current epoch; every grant names it.</param>
/// <param name="Granted">How many grants this epoch has seen; the next one takes this seat.</param>
/// <param name="Floor">Sessions of this epoch with a lower seat are dead.</param>
/// <param name="ConcurrentLimit">How many sessions may live at once; 0 for any number.</param>
/// <param name="Mode">What sessions may do at all.</param>
/// <param name="NonceShift">The lowest free nonce bit.</param>
/// <param name="NonceWidth">How many nonce bits are free.</param>
public sealed record ModuleAccountState(
    Address Approver,
    uint Epoch,
    ushort Granted,
    ushort Floor,
    byte ConcurrentLimit,
    AccountMode Mode,
    int NonceShift,
    int NonceWidth)
{
    /// <summary>
    /// Takes apart: approver 160 ‖ epoch 32 ‖ granted 16 ‖ floor 16 ‖ limit 8 ‖ mode 8 ‖ nonceShift 8 ‖ nonceWidth 8.
    /// </summary>
    internal static ModuleAccountState Unpack(UInt256 packed) => new(
        Address.FromBytes(packed.ToArray().AsSpan(0, Address.Length)),
        (uint)packed.Bits(64, 32),
        (ushort)packed.Bits(48, 16),
        (ushort)packed.Bits(32, 16),
        (byte)packed.Bits(24, 8),
        (AccountMode)packed.Bits(16, 8),
        (int)packed.Bits(8, 8),
        (int)packed.Bits(0, 8));

    /// <summary>The word that the module stores.</summary>
    internal UInt256 Pack() =>
        (UInt256.ReadBigEndian(Approver.ToArray()) << 96) | ((UInt256)Epoch << 64) | ((UInt256)Granted << 48)
        | ((UInt256)Floor << 32) | ((UInt256)ConcurrentLimit << 24) | ((UInt256)(ulong)Mode << 16)
        | ((UInt256)(ulong)NonceShift << 8) | (ulong)NonceWidth;
}
