using System.Security.Cryptography;

namespace SessionKeys;

/// <summary>PBKDF2 with HMAC-SHA-256.</summary>
internal sealed record Pbkdf2Derivation : KeyDerivation
{
    public const string Name = "pbkdf2";
    public const string Prf = "hmac-sha256";
    private const long MaxIterations = 10_000_000;

    public Pbkdf2Derivation(long iterations, byte[] salt)
        : base(salt)
    {
        if (iterations is < 1 or > MaxIterations)
        {
            throw KeystoreErrors.Parameters($"c is {iterations}", $"1 to {MaxIterations} rounds of PBKDF2");
        }

        Iterations = (int)iterations;
    }

    public int Iterations { get; }

    public override void Derive(ReadOnlySpan<byte> password, Span<byte> key) =>
        Rfc2898DeriveBytes.Pbkdf2(password, Salt, key, Iterations, HashAlgorithmName.SHA256);
}
