namespace SessionKeys.Load;

/// <summary>A SimpleAccount v0.7 and the key of its owner, who signs the EIP-191 message of the hash.</summary>
/// <param name="address">The account.</param>
/// <param name="secret">The owner's key, of a development chain only.</param>
internal sealed class SimpleAccount(Address address, byte[] secret) : IUserOperationSigner
{
    private static readonly byte[] Stub =
        [.. Enumerable.Repeat((byte)0x57, 32), .. Enumerable.Repeat((byte)0x3c, 32), 27];

    public Address Address { get; } = address;

    public ReadOnlyMemory<byte> Secret { get; } = secret;

    public ReadOnlyMemory<byte> StubSignature(UserOperation operation) => Stub;

    public ValueTask<ReadOnlyMemory<byte>> SignAsync(
        UserOperation operation, UserOperationHash hash, CancellationToken cancellationToken = default)
    {
        Hash32 digest = PersonalMessage.Digest(hash.Value.ToArray());
        return ValueTask.FromResult<ReadOnlyMemory<byte>>(Secp256k1.Sign(Secret.Span, digest).ToArray());
    }
}
