using System.Numerics;

namespace SessionKeys.Tests;

public sealed class UInt256Tests
{
    private static readonly BigInteger Modulus = BigInteger.One << 256;

    /// <summary>
    /// Numbers around every word border, and pairs of them, find the carries that random numbers miss.
    /// </summary>
    private static readonly BigInteger[] Interesting =
    [
        0, 1, 2, 10,
        .. new[] { 63, 64, 65, 127, 128, 129, 191, 192, 193, 255 }
            .Select(bits => BigInteger.One << bits)
            .SelectMany(power => new[] { power - 1, power, power + 1 }),
        (BigInteger.One << 128) | ulong.MaxValue,
        Modulus - 2,
        Modulus - 1,
    ];

    [Fact]
    public void Literal_converts_without_cast()
    {
        UInt256 value = 5;

        Assert.Equal((UInt256)new BigInteger(5), value);
    }

    [Fact]
    public void Sums_and_differences_match_unlimited_integers() => ForAllPairs((left, right) =>
    {
        AssertMatches(left + right, () => (UInt256)left + (UInt256)right);
        AssertMatches(left - right, () => (UInt256)left - (UInt256)right);
    });

    [Fact]
    public void Products_match_unlimited_integers() => ForAllPairs((left, right) =>
        AssertMatches(left * right, () => (UInt256)left * (UInt256)right));

    [Fact]
    public void Quotients_and_remainders_match_unlimited_integers() => ForAllPairs((left, right) =>
    {
        if (right.IsZero)
        {
            Assert.Throws<DivideByZeroException>(() => (UInt256)left / UInt256.Zero);
            Assert.Throws<DivideByZeroException>(() => (UInt256)left % UInt256.Zero);
            return;
        }

        Assert.Equal(left / right, (UInt256)left / (UInt256)right);
        Assert.Equal(left % right, (UInt256)left % (UInt256)right);
    });

    [Fact]
    public void Order_and_equality_match_unlimited_integers() => ForAllPairs((left, right) =>
    {
        UInt256 a = (UInt256)left;
        UInt256 b = (UInt256)right;

        Assert.Equal(Math.Sign(left.CompareTo(right)), a.CompareTo(b));
        Assert.Equal(left < right, a < b);
        Assert.Equal(left > right, a > b);
        Assert.Equal(left <= right, a <= b);
        Assert.Equal(left >= right, a >= b);
        Assert.Equal(left == right, a == b);
        Assert.Equal(left != right, a != b);
        Assert.Equal(left == right, a.Equals((object)b));
        Assert.Equal(left == right, a.GetHashCode() == b.GetHashCode());
    });

    [Fact]
    public void Bit_operations_match_unlimited_integers() => ForAllPairs((left, right) =>
    {
        Assert.Equal(left & right, (UInt256)left & (UInt256)right);
        Assert.Equal(left | right, (UInt256)left | (UInt256)right);
    });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(128)]
    [InlineData(200)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(1000)]
    public void Shifts_match_unlimited_integers(int count)
    {
        foreach (BigInteger number in Interesting)
        {
            Assert.Equal((number << count) % Modulus, (UInt256)number << count);
            Assert.Equal(number >> count, (UInt256)number >> count);
        }
    }

    [Fact]
    public void Negative_shift_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => UInt256.One << -1);
        Assert.Throws<ArgumentOutOfRangeException>(() => UInt256.One >> -1);
    }

    [Fact]
    public void Text_and_bytes_survive_a_round_trip()
    {
        foreach (BigInteger number in Interesting)
        {
            UInt256 value = (UInt256)number;
            string hex = number.IsZero ? "0x0" : "0x" + number.ToString("x").TrimStart('0');

            Assert.Equal(number.ToString(), value.ToString());
            Assert.Equal(hex, value.ToHex());
            Assert.Equal(value, UInt256.Parse(value.ToString()));
            Assert.Equal(value, UInt256.Parse(value.ToHex()));
            Assert.Equal(value, UInt256.ReadBigEndian(value.ToArray()));
            Assert.Equal((int)number.GetBitLength(), value.BitLength);
            Assert.Equal(number.IsZero, value.IsZero);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("0x")]
    [InlineData("-1")]
    [InlineData("+1")]
    [InlineData(" 1")]
    [InlineData("1 ")]
    [InlineData("1_000")]
    [InlineData("1,000")]
    [InlineData("1e3")]
    [InlineData("0xfg")]
    [InlineData("0X1")]
    [InlineData("ff")]
    [InlineData("0x10000000000000000000000000000000000000000000000000000000000000000")]
    public void Malformed_text_is_refused(string text)
    {
        Assert.Throws<FormatException>(() => UInt256.Parse(text));
        Assert.False(UInt256.TryParse(text, out UInt256 value));
        Assert.Equal(UInt256.Zero, value);
    }

    [Fact]
    public void Text_above_the_maximum_is_refused()
    {
        string tooLarge = Modulus.ToString();

        Assert.Throws<OverflowException>(() => UInt256.Parse(tooLarge));
        Assert.False(UInt256.TryParse(tooLarge, out _));
        Assert.True(UInt256.TryParse((Modulus - 1).ToString(), out UInt256 maximum));
        Assert.Equal(UInt256.MaxValue, maximum);
    }

    [Fact]
    public void Null_is_refused()
    {
        Assert.Throws<ArgumentNullException>(() => UInt256.Parse(null!));
        Assert.False(UInt256.TryParse(null, out _));
    }

    [Fact]
    public void Short_bytes_are_read_with_leading_zeros()
    {
        Assert.Equal(UInt256.Zero, UInt256.ReadBigEndian([]));
        Assert.Equal((UInt256)0x0102, UInt256.ReadBigEndian([1, 2]));
        Assert.Throws<ArgumentException>(() => UInt256.ReadBigEndian(new byte[33]));
        Assert.Throws<ArgumentOutOfRangeException>(() => UInt256.One.WriteBigEndian(new byte[31]));
    }

    [Fact]
    public void Conversions_outside_the_range_are_refused()
    {
        Assert.Throws<OverflowException>(() => (UInt256)BigInteger.MinusOne);
        Assert.Throws<OverflowException>(() => (UInt256)Modulus);
        Assert.Throws<OverflowException>(() => (UInt256)(BigInteger.One << 4096));
        Assert.Throws<OverflowException>(() => (ulong)(UInt256)(BigInteger.One << 64));
        Assert.Throws<OverflowException>(() => (UInt128)(UInt256)(BigInteger.One << 128));
        Assert.Equal(ulong.MaxValue, (ulong)(UInt256)ulong.MaxValue);
        Assert.Equal(UInt128.MaxValue, (UInt128)(UInt256)UInt128.MaxValue);
    }

    private static void ForAllPairs(Action<BigInteger, BigInteger> check)
    {
        foreach (BigInteger left in Interesting)
        {
            foreach (BigInteger right in Interesting)
            {
                check(left, right);
            }
        }
    }

    private static void AssertMatches(BigInteger expected, Func<UInt256> compute)
    {
        if (expected.Sign < 0 || expected >= Modulus)
        {
            Assert.Throws<OverflowException>(() => compute());
        }
        else
        {
            Assert.Equal(expected, compute());
        }
    }
}
