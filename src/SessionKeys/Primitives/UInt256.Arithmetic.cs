using System.Numerics;

namespace SessionKeys;

public readonly partial struct UInt256
{
    /// <summary>Adds.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>The sum.</returns>
    /// <exception cref="OverflowException">The sum is larger than <see cref="MaxValue"/>.</exception>
    public static UInt256 operator +(UInt256 left, UInt256 right)
    {
        unchecked
        {
            ulong word0 = left._word0 + right._word0;
            ulong carry = word0 < left._word0 ? 1UL : 0UL;
            ulong word1 = AddWithCarry(left._word1, right._word1, ref carry);
            ulong word2 = AddWithCarry(left._word2, right._word2, ref carry);
            ulong word3 = AddWithCarry(left._word3, right._word3, ref carry);
            return carry == 0 ? new UInt256(word3, word2, word1, word0) : throw Overflow("sum", left, right);
        }
    }

    /// <summary>Subtracts.</summary>
    /// <param name="left">The number to subtract from.</param>
    /// <param name="right">The number to subtract; at most <paramref name="left"/>.</param>
    /// <returns>The difference.</returns>
    /// <exception cref="OverflowException"><paramref name="right"/> is larger than <paramref name="left"/>.</exception>
    public static UInt256 operator -(UInt256 left, UInt256 right)
    {
        if (left < right)
        {
            throw Overflow("difference", left, right);
        }

        unchecked
        {
            ulong word0 = left._word0 - right._word0;
            ulong borrow = left._word0 < right._word0 ? 1UL : 0UL;
            ulong word1 = SubtractWithBorrow(left._word1, right._word1, ref borrow);
            ulong word2 = SubtractWithBorrow(left._word2, right._word2, ref borrow);
            ulong word3 = SubtractWithBorrow(left._word3, right._word3, ref borrow);
            return new UInt256(word3, word2, word1, word0);
        }
    }

    /// <summary>Multiplies.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>The product.</returns>
    /// <exception cref="OverflowException">The product is larger than <see cref="MaxValue"/>.</exception>
    public static UInt256 operator *(UInt256 left, UInt256 right)
    {
        if (left.BitLength <= 64 && right.BitLength <= 64)
        {
            ulong high = Math.BigMul(left._word0, right._word0, out ulong low);
            return new UInt256(0, 0, high, low);
        }

        BigInteger product = (BigInteger)left * (BigInteger)right;
        return product.GetBitLength() <= 256 ? (UInt256)product : throw Overflow("product", left, right);
    }

    /// <summary>Multiplies without loss.</summary>
    /// <returns>The upper and the lower 256 bits of the product.</returns>
    internal static (UInt256 High, UInt256 Low) Multiply512(UInt256 left, UInt256 right)
    {
        Span<ulong> product = stackalloc ulong[8];
        product.Clear();
        for (int i = 0; i < 4; i++)
        {
            ulong carry = 0;
            for (int j = 0; j < 4; j++)
            {
                // At most (2^64 - 1)^2 + 2 (2^64 - 1) = 2^128 - 1.
                UInt128 sum = ((UInt128)left.Word(i) * right.Word(j)) + product[i + j] + carry;
                product[i + j] = (ulong)(sum & ulong.MaxValue);
                carry = (ulong)(sum >> 64);
            }

            product[i + 4] = carry;
        }

        return (
            new UInt256(product[7], product[6], product[5], product[4]),
            new UInt256(product[3], product[2], product[1], product[0]));
    }

    /// <summary>Divides and drops the remainder.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor; not 0.</param>
    /// <returns>The quotient, rounded down.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="right"/> is 0.</exception>
    public static UInt256 operator /(UInt256 left, UInt256 right) =>
        left.BitLength <= 128 && right.BitLength <= 128
            ? (UInt128)left / (UInt128)right
            : (UInt256)((BigInteger)left / (BigInteger)right);

    /// <summary>Divides and keeps the remainder.</summary>
    /// <param name="left">The dividend.</param>
    /// <param name="right">The divisor; not 0.</param>
    /// <returns>The remainder, smaller than <paramref name="right"/>.</returns>
    /// <exception cref="DivideByZeroException"><paramref name="right"/> is 0.</exception>
    public static UInt256 operator %(UInt256 left, UInt256 right) =>
        left.BitLength <= 128 && right.BitLength <= 128
            ? (UInt128)left % (UInt128)right
            : (UInt256)((BigInteger)left % (BigInteger)right);

    /// <summary>Moves the bits up; bits that leave the word are lost, as with <c>SHL</c> of the EVM.</summary>
    /// <param name="value">The number.</param>
    /// <param name="count">The number of bits, 0 or more; 256 or more gives 0.</param>
    /// <returns>The moved bits.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static UInt256 operator <<(UInt256 value, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int words = count / 64;
        int bits = count % 64;
        return new UInt256(Up(3), Up(2), Up(1), Up(0));

        ulong Up(int index) => bits == 0
            ? value.Word(index - words)
            : (value.Word(index - words) << bits) | (value.Word(index - words - 1) >> (64 - bits));
    }

    /// <summary>Moves the bits down; bits that leave the word are lost, as with <c>SHR</c> of the EVM.</summary>
    /// <param name="value">The number.</param>
    /// <param name="count">The number of bits, 0 or more; 256 or more gives 0.</param>
    /// <returns>The moved bits.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="count"/> is negative.</exception>
    public static UInt256 operator >>(UInt256 value, int count)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        int words = count / 64;
        int bits = count % 64;
        return new UInt256(Down(3), Down(2), Down(1), Down(0));

        ulong Down(int index) => bits == 0
            ? value.Word(index + words)
            : (value.Word(index + words) >> bits) | (value.Word(index + words + 1) << (64 - bits));
    }

    /// <summary>Keeps the bits that both numbers have.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>The common bits.</returns>
    public static UInt256 operator &(UInt256 left, UInt256 right) => new(
        left._word3 & right._word3, left._word2 & right._word2, left._word1 & right._word1, left._word0 & right._word0);

    /// <summary>Joins the bits of both numbers.</summary>
    /// <param name="left">The first number.</param>
    /// <param name="right">The second number.</param>
    /// <returns>The bits that one or both have.</returns>
    public static UInt256 operator |(UInt256 left, UInt256 right) => new(
        left._word3 | right._word3, left._word2 | right._word2, left._word1 | right._word1, left._word0 | right._word0);

    private static ulong AddWithCarry(ulong left, ulong right, ref ulong carry)
    {
        unchecked
        {
            ulong sum = left + right;
            ulong total = sum + carry;
            carry = sum < left || total < sum ? 1UL : 0UL;
            return total;
        }
    }

    private static ulong SubtractWithBorrow(ulong left, ulong right, ref ulong borrow)
    {
        unchecked
        {
            ulong difference = left - right - borrow;
            borrow = left < right || (left == right && borrow == 1) ? 1UL : 0UL;
            return difference;
        }
    }

    private static OverflowException Overflow(string result, UInt256 left, UInt256 right) => new(
        $"The {result} of {left} and {right} was refused: it is outside 0 to 2^256 - 1. " +
        "Check the amounts before computing.");

    private ulong Word(int index) => index switch
    {
        0 => _word0,
        1 => _word1,
        2 => _word2,
        3 => _word3,
        _ => 0,
    };
}
