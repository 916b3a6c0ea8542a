using System.Numerics;

namespace SessionKeys;

/// <summary>scrypt (RFC 7914), by OpenSSL's libcrypto.</summary>
internal sealed record ScryptDerivation : KeyDerivation
{
    public const string Name = "scrypt";
    private const long MaxN = 1 << 20;
    private const long MaxR = 64;
    private const long MaxP = 64;

    /// <summary>1 GiB.</summary>
    private const long MaxMemory = 1 << 30;

    /// <summary>Eight times the work of geth's parameters, about six seconds.</summary>
    private const long MaxWork = 1 << 24;

    public ScryptDerivation(long n, long r, long p, byte[] salt)
        : base(salt)
    {
        Require(n is >= 2 and <= MaxN && BitOperations.IsPow2(n), $"n is {n}", $"a power of two from 2 to {MaxN}");
        Require(r is >= 1 and <= MaxR, $"r is {r}", $"1 to {MaxR}");
        Require(p is >= 1 and <= MaxP, $"p is {p}", $"1 to {MaxP}");
        N = (ulong)n;
        R = (ulong)r;
        P = (ulong)p;

        // RFC 7914, section 2. Files with r 1, p 8 and n 262,144 exist; libcrypto refuses to compute them.
        Require(16 * r >= 64 || n < 1L << (int)(16 * r), $"n is {n} and r is {r}", "n below 2^(16 r) (RFC 7914)");
        Require(MemoryBytes <= MaxMemory, $"n and r need {MemoryBytes} bytes", $"at most {MaxMemory} bytes");
        Require(n * r * p <= MaxWork, $"n r p is {n * r * p}", $"at most {MaxWork}");
    }

    public ulong N { get; }

    public ulong R { get; }

    public ulong P { get; }

    private long MemoryBytes => (long)(128 * R * N);

    public override void Derive(ReadOnlySpan<byte> password, Span<byte> key)
    {
        ThrowIfMissing(NativeMethods.HasScrypt);

        // What libcrypto counts: p blocks, n blocks and two to work in, of 128 r bytes each.
        ulong memory = 128 * R * (N + P + 2);
        if (NativeMethods.Scrypt(
            password, (nuint)password.Length, Salt, (nuint)Salt.Length, N, R, P, memory, key, (nuint)key.Length) != 1)
        {
            throw KeystoreErrors.ScryptFailed(memory);
        }
    }

    internal static void ThrowIfMissing(bool hasScrypt)
    {
        if (!hasScrypt)
        {
            throw KeystoreErrors.ScryptUnavailable();
        }
    }

    private static void Require(bool isWithin, string actual, string allowed)
    {
        if (!isWithin)
        {
            throw KeystoreErrors.Parameters(actual, allowed);
        }
    }
}
