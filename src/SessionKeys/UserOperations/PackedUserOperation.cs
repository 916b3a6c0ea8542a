namespace SessionKeys;

/// <summary>
/// A UserOperation with the fields that the EntryPoint (v0.7 to v0.9) takes, several numbers joined in one word.
/// </summary>
/// <remarks>Immutable; do not change the bytes behind the memory afterwards.</remarks>
public sealed class PackedUserOperation
{
    /// <summary>The struct as an ABI type, for <see cref="ToAbiValues"/>.</summary>
    public const string AbiTypeName = "(address,uint256,bytes,bytes,bytes32,uint256,bytes32,bytes,bytes)";

    /// <summary>The account.</summary>
    public required Address Sender { get; init; }

    /// <summary>The nonce: the key in the upper 192 bits, the sequence in the lower 64.</summary>
    public required UInt256 Nonce { get; init; }

    /// <summary>
    /// Empty, or the factory (20 bytes) and the call to it. For an EIP-7702 account it starts with <c>0x7702</c>, alone
    /// or with 18 zeros.
    /// </summary>
    public ReadOnlyMemory<byte> InitCode { get; init; }

    /// <summary>The call that the EntryPoint makes to the account.</summary>
    public ReadOnlyMemory<byte> CallData { get; init; }

    /// <summary>The verification gas limit in the upper, the call gas limit in the lower 16 bytes.</summary>
    public Hash32 AccountGasLimits { get; init; }

    /// <summary>The gas paid to the bundler for what the chain does not measure.</summary>
    public UInt256 PreVerificationGas { get; init; }

    /// <summary>The highest tip in the upper, the highest price in the lower 16 bytes; wei for a unit of gas.</summary>
    public Hash32 GasFees { get; init; }

    /// <summary>
    /// Empty, or the paymaster (20 bytes), its verification and post-operation gas limits (16 bytes each) and its data;
    /// in v0.9 also the
    /// signature of the paymaster, its length (2 bytes) and a mark (8 bytes).
    /// </summary>
    public ReadOnlyMemory<byte> PaymasterAndData { get; init; }

    /// <summary>The signature of the account.</summary>
    public ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>
    /// The contract to which an EIP-7702 account delegates, only for hashing; see <see
    /// cref="UserOperation.Eip7702Delegate"/>.
    /// </summary>
    public Address? Eip7702Delegate { get; init; }

    /// <summary>
    /// Lists the fields for <see cref="AbiEncoder"/>, for example to call <c>handleOps</c> or <c>getUserOpHash</c>.
    /// </summary>
    /// <returns>A new list of the nine values of <see cref="AbiTypeName"/>.</returns>
    public IReadOnlyList<object> ToAbiValues() =>
    [
        Sender, Nonce, InitCode.ToArray(), CallData.ToArray(), AccountGasLimits, PreVerificationGas, GasFees,
        PaymasterAndData.ToArray(), Signature.ToArray(),
    ];
}
