using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>The most that an operation can cost: all its gas at its highest price, in wei.</summary>
internal static class OperationCost
{
    private const int PaymasterHead = 52;

    /// <summary>False when the sum or the product goes over 2^256, which reverts without a name of ours.</summary>
    public static bool TryCompute(PackedUserOperation operation, out UInt256 cost)
    {
        (UInt128 verification, UInt128 call) = Halves(operation.AccountGasLimits);
        UInt256 limits = (UInt256)verification + call;
        ReadOnlySpan<byte> paymaster = operation.PaymasterAndData.Span;
        UInt256 paymasterLimits = UInt256.Zero;
        if (paymaster.Length >= PaymasterHead)
        {
            paymasterLimits = (UInt256)BinaryPrimitives.ReadUInt128BigEndian(paymaster[20..])
                + BinaryPrimitives.ReadUInt128BigEndian(paymaster[36..]);
        }

        UInt256 others = limits + paymasterLimits;
        cost = UInt256.Zero;
        if (operation.PreVerificationGas > UInt256.MaxValue - others)
        {
            return false;
        }

        (_, UInt128 price) = Halves(operation.GasFees);
        (UInt256 high, UInt256 low) = UInt256.Multiply512(operation.PreVerificationGas + others, price);
        cost = low;
        return high.IsZero;
    }

    private static (UInt128 High, UInt128 Low) Halves(Hash32 packed)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Length];
        packed.CopyTo(bytes);
        return (BinaryPrimitives.ReadUInt128BigEndian(bytes), BinaryPrimitives.ReadUInt128BigEndian(bytes[16..]));
    }
}
