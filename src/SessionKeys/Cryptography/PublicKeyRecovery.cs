using System.Numerics;

namespace SessionKeys;

/// <summary>
/// Recovers the public key from a signature with plain integer arithmetic. Everything it touches is public; never use
/// it on a secret.
/// </summary>
internal static class PublicKeyRecovery
{
    private static readonly BigInteger Prime = Read(PrimeBytes);
    private static readonly CurvePoint Generator = new(Read(GeneratorX), Read(GeneratorY), BigInteger.One);

    /// <summary>The number of points of the curve.</summary>
    public static BigInteger Order { get; } = Read(OrderBytes);

    /// <summary>The number of points of the curve, 32 bytes big-endian.</summary>
    public static ReadOnlySpan<byte> OrderBytes =>
    [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe,
        0xba, 0xae, 0xdc, 0xe6, 0xaf, 0x48, 0xa0, 0x3b, 0xbf, 0xd2, 0x5e, 0x8c, 0xd0, 0x36, 0x41, 0x41,
    ];

    private static ReadOnlySpan<byte> PrimeBytes =>
    [
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff,
        0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xfe, 0xff, 0xff, 0xfc, 0x2f,
    ];

    private static ReadOnlySpan<byte> GeneratorX =>
    [
        0x79, 0xbe, 0x66, 0x7e, 0xf9, 0xdc, 0xbb, 0xac, 0x55, 0xa0, 0x62, 0x95, 0xce, 0x87, 0x0b, 0x07,
        0x02, 0x9b, 0xfc, 0xdb, 0x2d, 0xce, 0x28, 0xd9, 0x59, 0xf2, 0x81, 0x5b, 0x16, 0xf8, 0x17, 0x98,
    ];

    private static ReadOnlySpan<byte> GeneratorY =>
    [
        0x48, 0x3a, 0xda, 0x77, 0x26, 0xa3, 0xc4, 0x65, 0x5d, 0xa4, 0xfb, 0xfc, 0x0e, 0x11, 0x08, 0xa8,
        0xfd, 0x17, 0xb4, 0x48, 0xa6, 0x85, 0x54, 0x19, 0x9c, 0x47, 0xd0, 0x8f, 0xfb, 0x10, 0xd4, 0xb8,
    ];

    /// <summary>Computes Q = (s R - e G) / r, where R is the point with x = r and the parity that V names.</summary>
    public static bool TryRecover(ReadOnlySpan<byte> digest, EcdsaSignature signature, Span<byte> publicKey)
    {
        BigInteger r = Read(signature.R.ToArray());
        BigInteger s = Read(signature.S.ToArray());
        bool isInRange = !r.IsZero && r < Order && !s.IsZero && s < Order;
        if (!isInRange || !TryLift(r, isOdd: signature.V == 28, out CurvePoint nonce))
        {
            return false;
        }

        BigInteger inverse = BigInteger.ModPow(r, Order - 2, Order);
        BigInteger e = Read(digest);
        CurvePoint key = CurvePoint.AddMultiples(
            nonce, Modulo(s * inverse, Order), Generator, Modulo(-e * inverse, Order), Prime);
        if (key.IsInfinity)
        {
            return false;
        }

        (BigInteger x, BigInteger y) = key.ToAffine(Prime);
        ((UInt256)x).WriteBigEndian(publicKey);
        ((UInt256)y).WriteBigEndian(publicKey[32..]);
        return true;
    }

    /// <summary>Tells whether x ‖ y is a point of the curve, so that somebody can have its secret.</summary>
    public static bool IsPublicKey(ReadOnlySpan<byte> publicKey)
    {
        BigInteger x = Read(publicKey[..32]);
        BigInteger y = Read(publicKey[32..]);
        return x < Prime && y < Prime && Modulo((y * y) - (x * x * x) - 7, Prime).IsZero;
    }

    internal static BigInteger Modulo(BigInteger value, BigInteger modulus)
    {
        BigInteger remainder = BigInteger.Remainder(value, modulus);
        return remainder.Sign < 0 ? remainder + modulus : remainder;
    }

    /// <summary>Solves y² = x³ + 7; as the prime is 3 modulo 4, the root is a power.</summary>
    private static bool TryLift(BigInteger x, bool isOdd, out CurvePoint point)
    {
        BigInteger square = Modulo((x * x * x) + 7, Prime);
        BigInteger y = BigInteger.ModPow(square, (Prime + 1) / 4, Prime);
        point = new CurvePoint(x, y.IsEven == isOdd ? Prime - y : y, BigInteger.One);
        return Modulo(y * y, Prime) == square;
    }

    private static BigInteger Read(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
