namespace SessionKeys;

/// <summary>How a keystore file makes its password expensive to guess.</summary>
public enum KeystoreKdf
{
    /// <summary>
    /// scrypt with n 262,144, r 8, p 1: 256 MiB and about a second. What geth writes; needs OpenSSL's libcrypto.
    /// </summary>
    Scrypt,

    /// <summary>
    /// scrypt with n 4,096, r 8, p 6: 4 MiB, for small machines and long random passwords. Needs OpenSSL's libcrypto.
    /// </summary>
    LightScrypt,

    /// <summary>PBKDF2 with HMAC-SHA-256 and 1,000,000 rounds: needs nothing but .NET; weaker than scrypt.</summary>
    Pbkdf2,
}
