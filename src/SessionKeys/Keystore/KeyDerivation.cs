namespace SessionKeys;

/// <summary>How the password of a keystore file becomes a key, with parameters that are within bounds.</summary>
/// <param name="Salt">The salt of the file.</param>
internal abstract record KeyDerivation(byte[] Salt)
{
    /// <summary>The number of bytes of a derived key, <c>dklen</c>: 16 for the cipher, 16 for the MAC.</summary>
    public const int KeyLength = 32;

    /// <summary>What a new file is written with.</summary>
    public static KeyDerivation Create(KeystoreKdf kdf, byte[] salt) => kdf switch
    {
        KeystoreKdf.Scrypt => new ScryptDerivation(262_144, 8, 1, salt),
        KeystoreKdf.LightScrypt => new ScryptDerivation(4_096, 8, 6, salt),
        KeystoreKdf.Pbkdf2 => new Pbkdf2Derivation(1_000_000, salt),
        _ => throw new ArgumentOutOfRangeException(nameof(kdf), kdf, "Pass Scrypt, LightScrypt or Pbkdf2."),
    };

    /// <summary>Fills 32 bytes.</summary>
    public abstract void Derive(ReadOnlySpan<byte> password, Span<byte> key);
}
