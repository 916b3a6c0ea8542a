using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>Joins the fields of a UserOperation as the EntryPoint takes them.</summary>
internal static class UserOperationPacker
{
    /// <summary>The first bytes of paymasterAndData: the paymaster and two gas limits.</summary>
    public const int PaymasterHeadLength = Address.Length + 16 + 16;

    /// <summary>
    /// The mark at the very end of paymasterAndData that tells EntryPoint v0.9 of a paymaster signature before it.
    /// </summary>
    public static ReadOnlySpan<byte> PaymasterSignatureMark => [0x22, 0xe3, 0x25, 0xa2, 0x97, 0x43, 0x96, 0x56];

    public static PackedUserOperation Pack(UserOperation operation)
    {
        RefuseOrphans(operation);
        return new PackedUserOperation
        {
            Sender = operation.Sender,
            Nonce = operation.Nonce,
            InitCode = PackInitCode(operation),
            CallData = operation.CallData,
            AccountGasLimits = Join(
                nameof(operation.VerificationGasLimit), operation.VerificationGasLimit,
                nameof(operation.CallGasLimit), operation.CallGasLimit),
            PreVerificationGas = operation.PreVerificationGas,
            GasFees = Join(
                nameof(operation.MaxPriorityFeePerGas), operation.MaxPriorityFeePerGas,
                nameof(operation.MaxFeePerGas), operation.MaxFeePerGas),
            PaymasterAndData = PackPaymaster(operation),
            Signature = operation.Signature,
            Eip7702Delegate = operation.Eip7702Delegate,
        };
    }

    /// <summary>A field that packing would drop silently is a mistake of the caller.</summary>
    public static void RefuseOrphans(UserOperation operation)
    {
        if (operation.Factory is null && !operation.FactoryData.IsEmpty)
        {
            throw UserOperationErrors.WithoutOwner(nameof(operation.FactoryData), nameof(operation.Factory));
        }

        if (operation.Paymaster is not null)
        {
            return;
        }

        string? orphan =
            !operation.PaymasterData.IsEmpty ? nameof(operation.PaymasterData)
            : !operation.PaymasterSignature.IsEmpty ? nameof(operation.PaymasterSignature)
            : !operation.PaymasterVerificationGasLimit.IsZero ? nameof(operation.PaymasterVerificationGasLimit)
            : !operation.PaymasterPostOpGasLimit.IsZero ? nameof(operation.PaymasterPostOpGasLimit)
            : null;
        if (orphan is not null)
        {
            throw UserOperationErrors.WithoutOwner(orphan, nameof(operation.Paymaster));
        }
    }

    /// <summary>Refuses a number that the EntryPoint does not hold.</summary>
    public static void RefuseOver128Bits(string name, UInt256 value)
    {
        if (value.BitLength > 128)
        {
            throw UserOperationErrors.GasOutOfRange(name, value);
        }
    }

    /// <summary>The factory and its data joined; empty without factory.</summary>
    public static byte[] PackInitCode(UserOperation operation) =>
        operation.Factory is Address factory ? [.. factory.ToArray(), .. operation.FactoryData.Span] : [];

    private static byte[] PackPaymaster(UserOperation operation)
    {
        if (operation.Paymaster is not Address paymaster)
        {
            return [];
        }

        Hash32 limits = Join(
            nameof(operation.PaymasterVerificationGasLimit), operation.PaymasterVerificationGasLimit,
            nameof(operation.PaymasterPostOpGasLimit), operation.PaymasterPostOpGasLimit);
        return
        [
            .. paymaster.ToArray(),
            .. limits.ToArray(),
            .. operation.PaymasterData.Span,
            .. PackPaymasterSignature(operation.PaymasterSignature.Span),
        ];
    }

    private static byte[] PackPaymasterSignature(ReadOnlySpan<byte> signature)
    {
        if (signature.IsEmpty)
        {
            return [];
        }

        if (signature.Length > ushort.MaxValue)
        {
            throw UserOperationErrors.PaymasterSignatureTooLong(signature.Length);
        }

        Span<byte> length = stackalloc byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)signature.Length);
        return [.. signature, .. length, .. PaymasterSignatureMark];
    }

    private static Hash32 Join(string highName, UInt256 high, string lowName, UInt256 low)
    {
        RefuseOver128Bits(highName, high);
        RefuseOver128Bits(lowName, low);
        return Hash32.FromBytes(((high << 128) | low).ToArray());
    }
}
