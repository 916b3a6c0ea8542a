namespace SessionKeys;

/// <summary>
/// A session key of either curve that somebody else keeps, such as a cloud key service, and asks for signatures.
/// </summary>
/// <remarks>
/// Each answer is made low in s, completed with the recovery id (secp256k1), and verified against the public key
/// before anybody gets it: a service that signs with another key, or another version of the key, is noticed. Errors of
/// the service itself come through as they are; nothing is tried twice. As safe for use by several threads as the
/// delegate is. The text of the object is its address.
/// </remarks>
public sealed class ExternalSessionKey : ISessionKeySigner
{
    private readonly byte[] _publicKey;
    private readonly Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> _sign;

    /// <summary>Names a key and the way to its signatures.</summary>
    /// <param name="keyType">The curve of the key.</param>
    /// <param name="publicKey">
    /// x ‖ y, 64 bytes; or 0x04 ‖ x ‖ y, 65 bytes; or the DER form of <c>SubjectPublicKeyInfo</c> that key services
    /// return, 88 or 91 bytes. From where the key was made, not from each answer.
    /// </param>
    /// <param name="sign">
    /// Signs the 32 bytes of a digest as they are (the service must not hash them again), and returns the signature as
    /// DER or as r ‖ s, 64 bytes; a high s is fine.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="sign"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="publicKey"/> is none of the forms, or no point of the curve.
    /// </exception>
    public ExternalSessionKey(
        KeyType keyType,
        ReadOnlySpan<byte> publicKey,
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask<ReadOnlyMemory<byte>>> sign)
    {
        ArgumentNullException.ThrowIfNull(sign);
        _publicKey = ExternalPublicKey.Read(keyType, publicKey);
        _sign = sign;
        KeyType = keyType;
        Address = Secp256k1.ToAddress(_publicKey);
    }

    /// <inheritdoc/>
    public Address Address { get; }

    /// <inheritdoc/>
    public KeyType KeyType { get; }

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> PublicKey => KeyType == KeyType.P256 ? _publicKey : default;

    /// <inheritdoc/>
    /// <exception cref="SessionKeyException">The answer is no signature (<c>external-signature-malformed</c>), or not
    /// one of this key over this digest (<c>external-signature-mismatch</c>).</exception>
    public async ValueTask<ReadOnlyMemory<byte>> SignAsync(
        Hash32 digest, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        ReadOnlyMemory<byte> answer = await _sign(digest.ToArray(), cancellationToken).ConfigureAwait(false);
        return ExternalSignature.Check(KeyType, _publicKey, digest, answer.Span);
    }

    /// <summary>Writes the address of the key.</summary>
    /// <returns>The address with its EIP-55 checksum.</returns>
    public override string ToString() => Address.ToString();
}
