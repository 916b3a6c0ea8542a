using System.Numerics;

namespace SessionKeys;

/// <summary>
/// A point of y² = x³ + 7 in Jacobian coordinates (X / Z², Y / Z³); Z = 0 is infinity. For public values only.
/// </summary>
internal readonly record struct CurvePoint(BigInteger X, BigInteger Y, BigInteger Z)
{
    private static readonly CurvePoint Infinity = new(BigInteger.One, BigInteger.One, BigInteger.Zero);

    public bool IsInfinity => Z.IsZero;

    /// <summary>Computes a·P + b·Q bit by bit.</summary>
    public static CurvePoint AddMultiples(CurvePoint p, BigInteger a, CurvePoint q, BigInteger b, BigInteger prime)
    {
        CurvePoint both = Add(p, q, prime);
        CurvePoint sum = Infinity;
        for (int bit = 255; bit >= 0; bit--)
        {
            sum = Double(sum, prime);
            sum = (!(a >> bit).IsEven, !(b >> bit).IsEven) switch
            {
                (true, true) => Add(sum, both, prime),
                (true, false) => Add(sum, p, prime),
                (false, true) => Add(sum, q, prime),
                _ => sum,
            };
        }

        return sum;
    }

    public (BigInteger X, BigInteger Y) ToAffine(BigInteger prime)
    {
        BigInteger inverse = BigInteger.ModPow(Z, prime - 2, prime);
        BigInteger square = inverse * inverse % prime;
        return (X * square % prime, Y * square * inverse % prime);
    }

    private static CurvePoint Double(CurvePoint p, BigInteger prime)
    {
        // No point of the curve has y = 0, as its order is odd; infinity stays infinity because Z stays 0.
        BigInteger ySquared = p.Y * p.Y % prime;
        BigInteger s = 4 * p.X * ySquared % prime;
        BigInteger m = 3 * p.X * p.X % prime;
        BigInteger x = PublicKeyRecovery.Modulo((m * m) - (2 * s), prime);
        BigInteger y = PublicKeyRecovery.Modulo((m * (s - x)) - (8 * ySquared * ySquared), prime);
        return new CurvePoint(x, y, 2 * p.Y * p.Z % prime);
    }

    private static CurvePoint Add(CurvePoint p, CurvePoint q, BigInteger prime)
    {
        if (p.IsInfinity)
        {
            return q;
        }

        if (q.IsInfinity)
        {
            return p;
        }

        BigInteger pz2 = p.Z * p.Z % prime;
        BigInteger qz2 = q.Z * q.Z % prime;
        BigInteger u1 = p.X * qz2 % prime;
        BigInteger s1 = p.Y * qz2 * q.Z % prime;
        BigInteger h = PublicKeyRecovery.Modulo((q.X * pz2) - u1, prime);
        BigInteger r = PublicKeyRecovery.Modulo((q.Y * pz2 * p.Z) - s1, prime);
        if (h.IsZero)
        {
            return r.IsZero ? Double(p, prime) : Infinity;
        }

        BigInteger h2 = h * h % prime;
        BigInteger h3 = h2 * h % prime;
        BigInteger v = u1 * h2 % prime;
        BigInteger x = PublicKeyRecovery.Modulo((r * r) - h3 - (2 * v), prime);
        BigInteger y = PublicKeyRecovery.Modulo((r * (v - x)) - (s1 * h3), prime);
        return new CurvePoint(x, y, p.Z * q.Z * h % prime);
    }
}
