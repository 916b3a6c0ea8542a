namespace SessionKeys;

/// <summary>What a keystore file says; none of it is secret.</summary>
/// <param name="Derivation">How the password becomes a key.</param>
/// <param name="Iv">The first counter of the cipher, 16 bytes.</param>
/// <param name="Ciphertext">The encrypted secret, 32 bytes.</param>
/// <param name="Mac">Proves password and ciphertext.</param>
/// <param name="Address">The address that the key should have, or null where the file does not say.</param>
internal sealed record KeystoreContent(
    KeyDerivation Derivation, byte[] Iv, byte[] Ciphertext, Hash32 Mac, Address? Address);
