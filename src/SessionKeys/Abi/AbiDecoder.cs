using System.Numerics;

namespace SessionKeys;

/// <summary>
/// Decodes what contracts return, revert with or are called with (the <c>abi.decode</c> of Solidity), strictly.
/// </summary>
/// <remarks>
/// Only the encoding that <see cref="AbiEncoder"/> and the Solidity compiler write is accepted: every dynamic value at
/// the first free place,
/// no bits outside a value, no bytes between or behind values. Thus one value has one encoding, no two values share
/// bytes, and the memory for the
/// result stays in proportion to the data. Safe for use by several threads.
/// </remarks>
public static class AbiDecoder
{
    /// <summary>Decodes values that stand one after the other.</summary>
    /// <param name="types">The types in parentheses, for example <c>(address,uint256[])</c>.</param>
    /// <param name="data">The encoding, without selector.</param>
    /// <param name="allowTrailingBytes">True to ignore bytes behind the last value; default false.</param>
    /// <returns>One value for each type, see <see cref="AbiKind"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="types"/> is null.</exception>
    /// <exception cref="FormatException"><paramref name="types"/> is not canonical.</exception>
    /// <exception cref="ArgumentException"><paramref name="types"/> is no tuple.</exception>
    /// <exception cref="SessionKeyException">
    /// <paramref name="data"/> is not the canonical encoding of values of these types.
    /// </exception>
    public static IReadOnlyList<object> Decode(
        string types, ReadOnlySpan<byte> data, bool allowTrailingBytes = false) =>
        Decode(AbiType.Parse(types), data, allowTrailingBytes);

    /// <summary>Decodes values that stand one after the other.</summary>
    /// <param name="types">The tuple of the types.</param>
    /// <param name="data">The encoding, without selector.</param>
    /// <param name="allowTrailingBytes">True to ignore bytes behind the last value; default false.</param>
    /// <returns>One value for each type, see <see cref="AbiKind"/>.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="types"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="types"/> is no tuple.</exception>
    /// <exception cref="SessionKeyException">
    /// <paramref name="data"/> is not the canonical encoding of values of these types.
    /// </exception>
    public static IReadOnlyList<object> Decode(AbiType types, ReadOnlySpan<byte> data, bool allowTrailingBytes = false)
    {
        ArgumentNullException.ThrowIfNull(types);
        AbiEncoder.ThrowIfNotTuple(types);
        object[] values = DecodeItems(types.Components.Count, i => types.Components[i], data, "values", out int used);
        if (used != data.Length && !allowTrailingBytes)
        {
            throw Refuse("values", $"end after {used} of {data.Length} bytes", "no bytes behind the last value");
        }

        return values;
    }

    /// <summary>
    /// Decodes a value at the start of the data; <paramref name="used"/> tells how many bytes it took.
    /// </summary>
    private static object DecodeValue(AbiType type, ReadOnlySpan<byte> data, string path, out int used)
    {
        switch (type.Kind)
        {
            case AbiKind.Tuple:
                return DecodeItems(type.Components.Count, i => type.Components[i], data, path, out used);
            case AbiKind.Array:
                return DecodeArray(type, data, path, out used);
            case AbiKind.Bytes:
                return DecodeBytes(data, path, out used).ToArray();
            case AbiKind.String:
                ReadOnlySpan<byte> utf8 = DecodeBytes(data, path, out used);
                return StrictUtf8.TryGetString(utf8, out string? text) ? text : throw Refuse(path, "no UTF-8", "UTF-8");
            default:
                used = AbiWord.Length;
                return DecodeWord(type, ReadWord(data, 0, path), path);
        }
    }

    private static object[] DecodeArray(AbiType type, ReadOnlySpan<byte> data, string path, out int used)
    {
        AbiType element = type.Element!;
        if (type.FixedCount is int fixedCount)
        {
            return DecodeItems(fixedCount, _ => element, data, path, out used);
        }

        ReadOnlySpan<byte> items = data[Math.Min(data.Length, AbiWord.Length)..];
        int count = ReadNumber(data, 0, items.Length / element.HeadLength, path);
        object[] values = DecodeItems(count, _ => element, items, path, out int usedByItems);
        used = AbiWord.Length + usedByItems;
        return values;
    }

    /// <summary>Reads a head; each offset in it must name the first byte that no earlier value used.</summary>
    private static object[] DecodeItems(
        int count, Func<int, AbiType> typeOf, ReadOnlySpan<byte> data, string path, out int used)
    {
        int headLength = 0;
        for (int i = 0; i < count; i++)
        {
            headLength += typeOf(i).HeadLength;
        }

        if (headLength > data.Length)
        {
            throw Refuse(path, $"only {data.Length} bytes", $"{headLength} bytes or more");
        }

        object[] values = new object[count];
        int position = 0;
        used = headLength;
        for (int i = 0; i < count; i++)
        {
            AbiType type = typeOf(i);
            string itemPath = $"{path}[{i}]";
            if (type.IsDynamic)
            {
                int offset = ReadNumber(data, position, data.Length, itemPath);
                if (offset != used)
                {
                    throw Refuse(itemPath, $"at offset {offset}", $"the offset {used}");
                }

                values[i] = DecodeValue(type, data[offset..], itemPath, out int usedByTail);
                used += usedByTail;
            }
            else
            {
                values[i] = DecodeValue(type, data[position..], itemPath, out _);
            }

            position += type.HeadLength;
        }

        return values;
    }

    private static ReadOnlySpan<byte> DecodeBytes(ReadOnlySpan<byte> data, string path, out int used)
    {
        ReadOnlySpan<byte> content = data[Math.Min(data.Length, AbiWord.Length)..];
        int length = ReadNumber(data, 0, content.Length, path);
        int paddedLength = (length + AbiWord.Length - 1) / AbiWord.Length * AbiWord.Length;
        if (paddedLength > content.Length || content[length..paddedLength].ContainsAnyExcept((byte)0))
        {
            throw Refuse(path, $"{length} bytes without zeros behind them", "zeros up to a multiple of 32 bytes");
        }

        used = AbiWord.Length + paddedLength;
        return content[..length];
    }

    private static object DecodeWord(AbiType type, ReadOnlySpan<byte> word, string path)
    {
        object value = type.Kind switch
        {
            AbiKind.UnsignedInteger => UInt256.ReadBigEndian(word),
            AbiKind.SignedInteger => new BigInteger(word, isUnsigned: false, isBigEndian: true),
            AbiKind.Address => Address.FromBytes(word[^Address.Length..]),
            AbiKind.Boolean => word[^1] == 1,
            _ => word[..type.Size].ToArray(),
        };

        // A value that does not give the same word again has bits set where its type has none.
        Span<byte> again = stackalloc byte[AbiWord.Length];
        again.Clear();
        return AbiWord.TryWrite(type, value, again) && again.SequenceEqual(word)
            ? value
            : throw Refuse(path, Hex.Format(word), AbiWord.DescribeAllowed(type));
    }

    /// <summary>Reads an offset or a length; the maximum follows from the data that is there.</summary>
    private static int ReadNumber(ReadOnlySpan<byte> data, int position, int maximum, string path)
    {
        UInt256 number = UInt256.ReadBigEndian(ReadWord(data, position, path));
        return number <= (ulong)maximum
            ? (int)(ulong)number
            : throw Refuse(path, $"an offset or length of {number}", $"0 to {maximum}");
    }

    private static ReadOnlySpan<byte> ReadWord(ReadOnlySpan<byte> data, int position, string path) =>
        data.Length - position >= AbiWord.Length
            ? data.Slice(position, AbiWord.Length)
            : throw Refuse(path, $"only {data.Length - position} bytes", "a word of 32 bytes");

    private static SessionKeyException Refuse(string path, string actual, string allowed) => new(
        "abi-invalid-data",
        $"ABI data was refused: {path} is {actual}; allowed is {allowed}. " +
        "Check that the types are those of the contract.");
}
