namespace SessionKeys;

/// <summary>What <see cref="Secp256k1"/> needs from a library: the native one, or the one of the framework.</summary>
internal interface ISecp256k1Provider
{
    /// <summary>The name that <see cref="Secp256k1.Provider"/> shows.</summary>
    string Name { get; }

    /// <summary>Computes x ‖ y of the public key; false when the secret is 0 or not below the group order.</summary>
    bool TryGetPublicKey(ReadOnlySpan<byte> secret, Span<byte> publicKey);

    /// <summary>Signs a digest with a low s; false when the secret is 0 or not below the group order.</summary>
    bool TrySign(ReadOnlySpan<byte> secret, ReadOnlySpan<byte> digest, out EcdsaSignature signature);

    /// <summary>Computes x ‖ y of the key that made the signature; false when there is none.</summary>
    bool TryRecover(ReadOnlySpan<byte> digest, EcdsaSignature signature, Span<byte> publicKey);
}
