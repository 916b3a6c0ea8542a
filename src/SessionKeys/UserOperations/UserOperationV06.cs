namespace SessionKeys;

/// <summary>The form that EntryPoint v0.6 gives a <see cref="UserOperation"/>: eleven fields, none of them packed.</summary>
public static class UserOperationV06
{
    /// <summary>The struct as an ABI type, for <see cref="ToAbiValues"/>.</summary>
    public const string AbiTypeName =
        "(address,uint256,bytes,bytes,uint256,uint256,uint256,uint256,uint256,bytes,bytes)";

    /// <summary>Lists the fields for <see cref="AbiEncoder"/>, for example to call <c>getUserOpHash</c>.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>A new list of the eleven values of <see cref="AbiTypeName"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    /// <exception cref="SessionKeyException">
    /// A field is out of range, belongs to a factory or paymaster that is null, or does not exist in v0.6.
    /// </exception>
    public static IReadOnlyList<object> ToAbiValues(UserOperation operation)
    {
        Check(operation);
        return
        [
            operation.Sender,
            operation.Nonce,
            InitCode(operation),
            operation.CallData.ToArray(),
            operation.CallGasLimit,
            operation.VerificationGasLimit,
            operation.PreVerificationGas,
            operation.MaxFeePerGas,
            operation.MaxPriorityFeePerGas,
            PaymasterAndData(operation),
            operation.Signature.ToArray(),
        ];
    }

    /// <summary>Joins the factory and its data.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>20 bytes and the call to the factory; empty when the account exists.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public static byte[] InitCode(UserOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return UserOperationPacker.PackInitCode(operation);
    }

    /// <summary>Joins the paymaster and its data.</summary>
    /// <param name="operation">The operation.</param>
    /// <returns>20 bytes and the data; empty when the account pays.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="operation"/> is null.</exception>
    public static byte[] PaymasterAndData(UserOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return operation.Paymaster is { } paymaster
            ? [.. paymaster.ToArray(), .. operation.PaymasterData.Span]
            : [];
    }

    /// <summary>The hash of the ten fields that the EntryPoint hashes before it binds them to itself.</summary>
    internal static Hash32 HashFields(UserOperation operation)
    {
        Check(operation);
        Span<byte> words = stackalloc byte[10 * AbiWord.Length];
        words.Clear();
        operation.Sender.CopyTo(words[12..]);
        operation.Nonce.WriteBigEndian(words[32..]);
        Keccak256.Hash(InitCode(operation), words[64..]);
        Keccak256.Hash(operation.CallData.Span, words[96..]);
        operation.CallGasLimit.WriteBigEndian(words[128..]);
        operation.VerificationGasLimit.WriteBigEndian(words[160..]);
        operation.PreVerificationGas.WriteBigEndian(words[192..]);
        operation.MaxFeePerGas.WriteBigEndian(words[224..]);
        operation.MaxPriorityFeePerGas.WriteBigEndian(words[256..]);
        Keccak256.Hash(PaymasterAndData(operation), words[288..]);
        return Keccak256.Hash(words);
    }

    private static void Check(UserOperation operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        UserOperationHasher.RefuseUnsupported(operation, EntryPointVersion.V06);
        UserOperationPacker.RefuseOrphans(operation);
        UserOperationPacker.RefuseOver128Bits(nameof(operation.CallGasLimit), operation.CallGasLimit);
        UserOperationPacker.RefuseOver128Bits(nameof(operation.VerificationGasLimit), operation.VerificationGasLimit);
        UserOperationPacker.RefuseOver128Bits(nameof(operation.MaxFeePerGas), operation.MaxFeePerGas);
        UserOperationPacker.RefuseOver128Bits(nameof(operation.MaxPriorityFeePerGas), operation.MaxPriorityFeePerGas);
    }
}
