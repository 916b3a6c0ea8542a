namespace SessionKeys;

/// <summary>
/// One operation of a smart account (ERC-4337, EntryPoint v0.6 to v0.9), with the fields that bundlers take.
/// </summary>
/// <remarks>
/// Immutable; do not change the bytes behind the memory afterwards. Two operations are equal when all fields and bytes
/// are.
/// </remarks>
public sealed record UserOperation
{
    /// <summary>The value of <see cref="Factory"/> that marks an EIP-7702 account: <c>0x7702</c> and zeros.</summary>
    public static readonly Address Eip7702Factory = Address.Parse("0x7702000000000000000000000000000000000000");

    /// <summary>The account.</summary>
    public required Address Sender { get; init; }

    /// <summary>The nonce: the key in the upper 192 bits, the sequence in the lower 64.</summary>
    public required UInt256 Nonce { get; init; }

    /// <summary>
    /// The contract that creates the account, <see cref="Eip7702Factory"/>, or null when the account exists.
    /// </summary>
    /// <value>Default: null.</value>
    public Address? Factory { get; init; }

    /// <summary>
    /// The call to <see cref="Factory"/>, or for <see cref="Eip7702Factory"/> the call that initializes the account.
    /// </summary>
    /// <value>Default: empty.</value>
    public ReadOnlyMemory<byte> FactoryData { get; init; }

    /// <summary>
    /// The contract to which an EIP-7702 account delegates; the hash needs it when <see cref="Factory"/> is <see
    /// cref="Eip7702Factory"/>.
    /// </summary>
    /// <value>
    /// Default: null. It is no field of the operation on the chain, which reads the delegate from the code of the
    /// account.
    /// </value>
    public Address? Eip7702Delegate { get; init; }

    /// <summary>The call that the EntryPoint makes to the account.</summary>
    /// <value>Default: empty.</value>
    public ReadOnlyMemory<byte> CallData { get; init; }

    /// <summary>The gas for the call, below 2^128.</summary>
    public UInt256 CallGasLimit { get; init; }

    /// <summary>The gas for creation and validation of the account, below 2^128.</summary>
    public UInt256 VerificationGasLimit { get; init; }

    /// <summary>The gas paid to the bundler for what the chain does not measure.</summary>
    public UInt256 PreVerificationGas { get; init; }

    /// <summary>The highest price of a unit of gas, in wei, below 2^128.</summary>
    public UInt256 MaxFeePerGas { get; init; }

    /// <summary>The highest tip for a unit of gas, in wei, below 2^128.</summary>
    public UInt256 MaxPriorityFeePerGas { get; init; }

    /// <summary>The contract that pays, or null when the account pays.</summary>
    /// <value>Default: null.</value>
    public Address? Paymaster { get; init; }

    /// <summary>
    /// The gas for validation by the paymaster, below 2^128; 0 without paymaster and for EntryPoint v0.6, where <see
    /// cref="VerificationGasLimit"/> holds for the paymaster too.
    /// </summary>
    public UInt256 PaymasterVerificationGasLimit { get; init; }

    /// <summary>
    /// The gas for the paymaster after the call, below 2^128; 0 without paymaster and for EntryPoint v0.6.
    /// </summary>
    public UInt256 PaymasterPostOpGasLimit { get; init; }

    /// <summary>The data for the paymaster, which the account signs.</summary>
    /// <value>Default: empty.</value>
    public ReadOnlyMemory<byte> PaymasterData { get; init; }

    /// <summary>The signature of the paymaster, which the account does not sign (EntryPoint v0.9 only).</summary>
    /// <value>
    /// Default: empty, which means the plain form without such a signature. The hash tells only whether there is a
    /// signature: its bytes and
    /// length do not matter, so that any placeholder that is not empty serves until the paymaster has signed.
    /// </value>
    public ReadOnlyMemory<byte> PaymasterSignature { get; init; }

    /// <summary>The signature of the account; not part of the hash.</summary>
    /// <value>Default: empty.</value>
    public ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Joins the fields as the EntryPoint takes them.</summary>
    /// <returns>The packed operation.</returns>
    /// <exception cref="SessionKeyException">
    /// A field is out of range, or a field belongs to a factory or paymaster that is null.
    /// </exception>
    public PackedUserOperation ToPacked() => UserOperationPacker.Pack(this);

    /// <summary>
    /// Describes the operation as typed data whose digest is its hash in EntryPoint v0.8 and v0.9, so that a wallet can
    /// show and sign it.
    /// </summary>
    /// <param name="entryPoint">The EntryPoint that runs the operation.</param>
    /// <param name="chainId">The chain.</param>
    /// <param name="version">
    /// V08 or V09; they differ only when the paymaster data ends with the mark of a paymaster signature.
    /// </param>
    /// <returns>Typed data of the type <c>PackedUserOperation</c>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="version"/> is V07, which hashes without typed data.
    /// </exception>
    /// <exception cref="SessionKeyException">
    /// The operation cannot be packed or hashed, see <see cref="UserOperationHasher"/>.
    /// </exception>
    public TypedData ToTypedData(
        Address entryPoint, UInt256 chainId, EntryPointVersion version = EntryPointVersion.V09) =>
        UserOperationTypedData.Create(this, version, entryPoint, chainId);

    /// <summary>Compares all fields, the bytes by content.</summary>
    /// <param name="other">The operation to compare with.</param>
    /// <returns>True when everything is equal.</returns>
    public bool Equals(UserOperation? other) =>
        other is not null
        && (Sender, Nonce) == (other.Sender, other.Nonce)
        && (Factory, Eip7702Delegate) == (other.Factory, other.Eip7702Delegate)
        && (CallGasLimit, VerificationGasLimit, PreVerificationGas)
            == (other.CallGasLimit, other.VerificationGasLimit, other.PreVerificationGas)
        && (MaxFeePerGas, MaxPriorityFeePerGas) == (other.MaxFeePerGas, other.MaxPriorityFeePerGas)
        && (Paymaster, PaymasterVerificationGasLimit, PaymasterPostOpGasLimit)
            == (other.Paymaster, other.PaymasterVerificationGasLimit, other.PaymasterPostOpGasLimit)
        && FactoryData.Span.SequenceEqual(other.FactoryData.Span)
        && CallData.Span.SequenceEqual(other.CallData.Span)
        && PaymasterData.Span.SequenceEqual(other.PaymasterData.Span)
        && PaymasterSignature.Span.SequenceEqual(other.PaymasterSignature.Span)
        && Signature.Span.SequenceEqual(other.Signature.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Sender, Nonce, CallData.Length, MaxFeePerGas);
}
