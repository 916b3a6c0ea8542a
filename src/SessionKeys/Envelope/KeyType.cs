namespace SessionKeys;

/// <summary>The signature scheme of a session key.</summary>
public enum KeyType : byte
{
    /// <summary>ECDSA on secp256k1; the session key is its Ethereum address.</summary>
    Secp256k1 = 0,

    /// <summary>ECDSA on P-256; the session key is the last 20 bytes of keccak(x ‖ y).</summary>
    P256 = 1,
}
