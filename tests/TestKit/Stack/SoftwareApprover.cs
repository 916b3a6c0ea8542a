namespace SessionKeys.TestKit;

/// <summary>An owner whose key is in memory, for tests that are not about the device.</summary>
/// <param name="secret">32 bytes, 1 to the order of secp256k1 - 1.</param>
public sealed class SoftwareApprover(byte[] secret) : IApprover
{
    /// <inheritdoc/>
    public Address Address { get; } = Secp256k1.GetAddress(secret);

    /// <summary>An approver with a key that is the same in every test.</summary>
    public static SoftwareApprover Create() => new(Keccak256.Hash("owner of the tests"u8).ToArray());

    /// <inheritdoc/>
    public ValueTask<EcdsaSignature> SignMessageAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Secp256k1.Sign(secret, PersonalMessage.Digest(message.Span)));

    /// <inheritdoc/>
    public ValueTask<EcdsaSignature> SignTypedDataAsync(TypedData data, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(data);
        return ValueTask.FromResult(Secp256k1.Sign(secret, data.Digest()));
    }

    /// <inheritdoc/>
    public override string ToString() => Address.ToString();
}
