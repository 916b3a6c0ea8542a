using System.Buffers.Binary;
using System.Text;

namespace SessionKeys;

/// <summary>Computes the hash of a UserOperation as <c>EntryPoint.getUserOpHash</c> does.</summary>
/// <remarks>
/// Safe for use by several threads. What is signed depends on the account: accounts made for v0.8 and v0.9 commonly
/// sign the hash as it is,
/// accounts made for v0.7 the EIP-191 message of the hash, see <see cref="PersonalMessage"/>.
/// </remarks>
public static class UserOperationHasher
{
    private static readonly Hash32 TypeHash = Keccak256.Hash(Encoding.ASCII.GetBytes(
        "PackedUserOperation(address sender,uint256 nonce,bytes initCode,bytes callData,bytes32 accountGasLimits," +
        "uint256 preVerificationGas,bytes32 gasFees,bytes paymasterAndData)"));

    private static readonly Hash32 DomainTypeHash = Keccak256.Hash(
        "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"u8);

    private static readonly Hash32 NameHash = Keccak256.Hash("ERC4337"u8);
    private static readonly Hash32 VersionHash = Keccak256.Hash("1"u8);

    /// <summary>Hashes an operation.</summary>
    /// <param name="operation">The operation; its signature does not matter.</param>
    /// <param name="version">The release of the EntryPoint.</param>
    /// <param name="entryPoint">The address of the EntryPoint.</param>
    /// <param name="chainId">The chain.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="version"/> is not one of the named values.
    /// </exception>
    /// <exception cref="SessionKeyException">
    /// The operation cannot be packed, see <see cref="UserOperation.ToPacked"/>; or it has a paymaster signature but
    /// the version is not V09; or it has gas limits of a paymaster but the version is V06;
    /// or it is of an EIP-7702 account (V08, V09) without delegate.
    /// </exception>
    public static UserOperationHash Hash(
        UserOperation operation, EntryPointVersion version, Address entryPoint, UInt256 chainId)
    {
        ArgumentNullException.ThrowIfNull(operation);
        RefuseUnsupported(operation, version);
        return version == EntryPointVersion.V06
            ? new UserOperationHash(Bind(UserOperationV06.HashFields(operation), entryPoint, chainId))
            : Hash(operation.ToPacked(), version, entryPoint, chainId);
    }

    /// <summary>Hashes a packed operation.</summary>
    /// <param name="operation">The operation; its signature does not matter.</param>
    /// <param name="version">The release of the EntryPoint; V06 knows no packed operations.</param>
    /// <param name="entryPoint">The address of the EntryPoint.</param>
    /// <param name="chainId">The chain.</param>
    /// <returns>The hash.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="version"/> is not one of the named values, or V06.
    /// </exception>
    /// <exception cref="SessionKeyException">
    /// The operation is of an EIP-7702 account (V08, V09) without delegate, or names a paymaster signature longer than
    /// its paymaster data (V09).
    /// </exception>
    public static UserOperationHash Hash(
        PackedUserOperation operation, EntryPointVersion version, Address entryPoint, UInt256 chainId)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return new UserOperationHash(version switch
        {
            EntryPointVersion.V07 => HashPlain(operation, entryPoint, chainId),
            EntryPointVersion.V08 or EntryPointVersion.V09 =>
                TypedData.Combine(DomainSeparator(entryPoint, chainId), HashStruct(operation, version)),
            EntryPointVersion.V06 => throw new ArgumentOutOfRangeException(
                nameof(version),
                version,
                "A packed UserOperation was refused for EntryPoint V06; allowed are V07, V08 and V09. "
                    + "Hash the UserOperation itself."),
            _ => throw EntryPoints.Unknown(version),
        });
    }

    /// <summary>Computes the EIP-712 domain separator of an EntryPoint v0.8 or v0.9.</summary>
    /// <param name="entryPoint">The address of the EntryPoint.</param>
    /// <param name="chainId">The chain.</param>
    /// <returns>What <c>getDomainSeparatorV4</c> of the EntryPoint returns.</returns>
    public static Hash32 DomainSeparator(Address entryPoint, UInt256 chainId)
    {
        Span<byte> encoded = stackalloc byte[5 * AbiWord.Length];
        encoded.Clear();
        DomainTypeHash.CopyTo(encoded);
        NameHash.CopyTo(encoded[32..]);
        VersionHash.CopyTo(encoded[64..]);
        chainId.WriteBigEndian(encoded[96..]);
        entryPoint.CopyTo(encoded[(128 + 12)..]);
        return Keccak256.Hash(encoded);
    }

    internal static void RefuseUnsupported(UserOperation operation, EntryPointVersion version)
    {
        if (!operation.PaymasterSignature.IsEmpty && version != EntryPointVersion.V09)
        {
            throw UserOperationErrors.PaymasterSignatureUnsupported(version);
        }

        bool hasPaymasterGas =
            !operation.PaymasterVerificationGasLimit.IsZero || !operation.PaymasterPostOpGasLimit.IsZero;
        if (hasPaymasterGas && version == EntryPointVersion.V06)
        {
            throw UserOperationErrors.PaymasterGasUnsupported(
                operation.PaymasterVerificationGasLimit, operation.PaymasterPostOpGasLimit);
        }
    }

    /// <summary>The initCode that is hashed: an EIP-7702 mark is replaced by the delegate.</summary>
    internal static byte[] HashedInitCode(PackedUserOperation operation)
    {
        ReadOnlySpan<byte> initCode = operation.InitCode.Span;
        int markLength = Math.Min(initCode.Length, Address.Length);
        bool isMarked = initCode.StartsWith((ReadOnlySpan<byte>)[0x77, 0x02])
            && !initCode[2..markLength].ContainsAnyExcept((byte)0);
        if (!isMarked)
        {
            return initCode.ToArray();
        }

        Address delegated = operation.Eip7702Delegate ?? throw UserOperationErrors.MissingDelegate(operation.Sender);
        return [.. delegated.ToArray(), .. initCode[markLength..]];
    }

    /// <summary>
    /// The paymasterAndData that is hashed: v0.9 leaves a paymaster signature and its length out, but not the mark.
    /// </summary>
    internal static byte[] HashedPaymasterAndData(PackedUserOperation operation, EntryPointVersion version)
    {
        ReadOnlySpan<byte> data = operation.PaymasterAndData.Span;
        ReadOnlySpan<byte> mark = UserOperationPacker.PaymasterSignatureMark;
        int suffixLength = sizeof(ushort) + mark.Length;
        int available = data.Length - UserOperationPacker.PaymasterHeadLength - suffixLength;
        if (version != EntryPointVersion.V09 || available < 0 || !data.EndsWith(mark))
        {
            return data.ToArray();
        }

        int signatureLength = BinaryPrimitives.ReadUInt16BigEndian(data[^suffixLength..]);
        if (signatureLength > available)
        {
            throw UserOperationErrors.PaymasterSignatureBeyondData(signatureLength, available);
        }

        return signatureLength == 0 ? data.ToArray() : [.. data[..^(suffixLength + signatureLength)], .. mark];
    }

    private static Hash32 HashPlain(PackedUserOperation operation, Address entryPoint, UInt256 chainId)
    {
        Span<byte> fields = stackalloc byte[8 * AbiWord.Length];
        WriteFields(operation, operation.InitCode.Span, operation.PaymasterAndData.Span, fields);
        return Bind(Keccak256.Hash(fields), entryPoint, chainId);
    }

    /// <summary>Binds the hash of the fields to EntryPoint and chain, as v0.6 and v0.7 do.</summary>
    private static Hash32 Bind(Hash32 fields, Address entryPoint, UInt256 chainId)
    {
        Span<byte> encoded = stackalloc byte[3 * AbiWord.Length];
        encoded.Clear();
        fields.CopyTo(encoded);
        entryPoint.CopyTo(encoded[(32 + 12)..]);
        chainId.WriteBigEndian(encoded[64..]);
        return Keccak256.Hash(encoded);
    }

    private static Hash32 HashStruct(PackedUserOperation operation, EntryPointVersion version)
    {
        Span<byte> encoded = stackalloc byte[9 * AbiWord.Length];
        TypeHash.CopyTo(encoded);
        byte[] paymasterAndData = HashedPaymasterAndData(operation, version);
        WriteFields(operation, HashedInitCode(operation), paymasterAndData, encoded[AbiWord.Length..]);
        return Keccak256.Hash(encoded);
    }

    /// <summary>Writes the eight words that all versions hash: bytes by their hash, everything else as it is.</summary>
    private static void WriteFields(
        PackedUserOperation operation,
        ReadOnlySpan<byte> initCode,
        ReadOnlySpan<byte> paymasterAndData,
        Span<byte> words)
    {
        words.Clear();
        operation.Sender.CopyTo(words[12..]);
        operation.Nonce.WriteBigEndian(words[32..]);
        Keccak256.Hash(initCode, words[64..]);
        Keccak256.Hash(operation.CallData.Span, words[96..]);
        operation.AccountGasLimits.CopyTo(words[128..]);
        operation.PreVerificationGas.WriteBigEndian(words[160..]);
        operation.GasFees.CopyTo(words[192..]);
        Keccak256.Hash(paymasterAndData, words[224..]);
    }
}
