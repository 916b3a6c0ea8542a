namespace SessionKeys;

/// <summary>
/// What is said of a keystore that cannot be opened; nothing of its text, which may be a pasted secret.
/// </summary>
internal static class KeystoreErrors
{
    public static SessionKeyException NotStrictJson() => new(
        "keystore-malformed",
        "A keystore was refused: it is not one JSON object of plain ASCII, at most 16 levels deep, without escapes, " +
        "comments and fields that stand twice (its text is not shown). Check that this is the keystore file.");

    public static SessionKeyException TooLong(int length, int allowed) => new(
        "keystore-malformed",
        $"A keystore was refused: {length} bytes; allowed are at most {allowed}. " +
        "Check that this is the keystore file.");

    public static SessionKeyException Malformed(string path, string actual, string allowed) => new(
        "keystore-malformed",
        $"A keystore was refused: {path} is {actual}; allowed is {allowed}. " +
        "Check that the file is complete and unchanged.");

    public static SessionKeyException NoKey() => new(
        "keystore-malformed",
        "A keystore was refused: what it holds is 0 or not below the order of secp256k1, so no key; allowed is a " +
        "secp256k1 key. Check that the file is of an Ethereum account.");

    public static SessionKeyException Unsupported(string path, string actual, string allowed) => new(
        "keystore-unsupported",
        $"A keystore was refused: {path} is {actual}; allowed is {allowed}. " +
        "Write the key anew, for example with Keystore.Encrypt or geth.");

    public static SessionKeyException Parameters(string actual, string allowed) => new(
        "keystore-parameters",
        $"A keystore was refused: {actual}; allowed is {allowed}. " +
        "Write the key anew with usual parameters, for example with Keystore.Encrypt or geth.");

    public static SessionKeyException WrongPassword() => new(
        "keystore-password",
        "A keystore was not opened: the password is wrong, or the file was changed. Nothing was decrypted. " +
        "Check the password, also for a line break at its end.");

    public static SessionKeyException AddressMismatch(Address actual, Address expected) => new(
        "keystore-address-mismatch",
        $"A keystore was refused: its key has the address {actual}; the file says {expected}. " +
        "Check where the file comes from before you use the key.");

    public static SessionKeyException ScryptUnavailable() => new(
        "keystore-scrypt-unavailable",
        "scrypt was refused: OpenSSL's libcrypto 1.1 or 3 was not found, which computes it. Install it (Debian: " +
        "libssl3), or write the keystore with KeystoreKdf.Pbkdf2, which needs nothing but .NET.");

    public static SessionKeyException ScryptFailed(ulong memory) => new(
        "keystore-scrypt-unavailable",
        $"scrypt was refused by OpenSSL's libcrypto; it needs {memory} bytes of memory. Free memory, or write the " +
        "keystore with KeystoreKdf.LightScrypt or KeystoreKdf.Pbkdf2.");
}
