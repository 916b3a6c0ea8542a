using System.Buffers;
using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>Encodes values for contracts (the <c>abi.encode</c> of Solidity).</summary>
/// <remarks>
/// Safe for use by several threads. Which value a type takes is told at <see cref="AbiKind"/>; integers take <see
/// cref="UInt256"/> and
/// <see cref="System.Numerics.BigInteger"/>, <c>bytes32</c> also <see cref="Hash32"/>, <c>bytes4</c> also <see
/// cref="Selector"/>.
/// </remarks>
public static class AbiEncoder
{
    /// <summary>Encodes values one after the other, as arguments of a call or of <c>abi.encode</c>.</summary>
    /// <param name="types">The types in parentheses, for example <c>(address,uint256[])</c>.</param>
    /// <param name="values">One value for each type.</param>
    /// <returns>A new array; its length is a multiple of 32.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FormatException"><paramref name="types"/> is not canonical.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="types"/> is no tuple, or a value does not fit its type.
    /// </exception>
    public static byte[] Encode(string types, IReadOnlyList<object> values) =>
        Encode(AbiType.Parse(types), values);

    /// <summary>Encodes values one after the other, as arguments of a call or of <c>abi.encode</c>.</summary>
    /// <param name="types">The tuple of the types.</param>
    /// <param name="values">One value for each type.</param>
    /// <returns>A new array; its length is a multiple of 32.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">
    /// <paramref name="types"/> is no tuple, or a value does not fit its type.
    /// </exception>
    public static byte[] Encode(AbiType types, IReadOnlyList<object> values)
    {
        ArgumentNullException.ThrowIfNull(types);
        ArgumentNullException.ThrowIfNull(values);
        ThrowIfNotTuple(types);
        return EncodeTuple(types, values, "values");
    }

    internal static void ThrowIfNotTuple(AbiType types)
    {
        if (types.Kind != AbiKind.Tuple)
        {
            throw new ArgumentException(
                $"The ABI type '{types}' was refused; allowed is a tuple such as '({types})'. " +
                "Put the types into parentheses.",
                nameof(types));
        }
    }

    private static byte[] EncodeTuple(AbiType type, object? value, string path)
    {
        IReadOnlyList<object> values = ToList(type, value, type.Components.Count, path);
        return EncodeItems(values, i => type.Components[i], path);
    }

    private static byte[] EncodeArray(AbiType type, object? value, string path)
    {
        IReadOnlyList<object> values = ToList(type, value, type.FixedCount, path);
        byte[] items = EncodeItems(values, _ => type.Element!, path);
        return type.FixedCount is null ? [.. LengthWord(values.Count), .. items] : items;
    }

    /// <summary>
    /// Writes a head with the static values and the offsets of the dynamic ones, and a tail with the dynamic ones.
    /// </summary>
    private static byte[] EncodeItems(IReadOnlyList<object> values, Func<int, AbiType> typeOf, string path)
    {
        int headLength = 0;
        for (int i = 0; i < values.Count; i++)
        {
            headLength += typeOf(i).HeadLength;
        }

        ArrayBufferWriter<byte> head = new(Math.Max(headLength, 1));
        ArrayBufferWriter<byte> tail = new();
        for (int i = 0; i < values.Count; i++)
        {
            AbiType type = typeOf(i);
            byte[] encoded = EncodeValue(type, values[i], $"{path}[{i}]");
            if (type.IsDynamic)
            {
                head.Write(LengthWord(headLength + tail.WrittenCount));
                tail.Write(encoded);
            }
            else
            {
                head.Write(encoded);
            }
        }

        return [.. head.WrittenSpan, .. tail.WrittenSpan];
    }

    private static byte[] EncodeValue(AbiType type, object? value, string path)
    {
        switch (type.Kind)
        {
            case AbiKind.Array:
                return EncodeArray(type, value, path);
            case AbiKind.Tuple:
                return EncodeTuple(type, value, path);
            case AbiKind.Bytes when value is byte[] bytes:
                return EncodeBytes(bytes);
            case AbiKind.String when value is string text && StrictUtf8.TryGetBytes(text, out byte[]? utf8):
                return EncodeBytes(utf8);
            default:
                byte[] word = new byte[AbiWord.Length];
                return AbiWord.TryWrite(type, value, word) ? word : throw Refuse(type, value, path);
        }
    }

    private static byte[] EncodeBytes(byte[] bytes)
    {
        int paddedLength = (bytes.Length + AbiWord.Length - 1) / AbiWord.Length * AbiWord.Length;
        byte[] encoded = new byte[AbiWord.Length + paddedLength];
        LengthWord(bytes.Length).CopyTo(encoded, 0);
        bytes.CopyTo(encoded, AbiWord.Length);
        return encoded;
    }

    private static byte[] LengthWord(int length)
    {
        byte[] word = new byte[AbiWord.Length];
        BinaryPrimitives.WriteInt32BigEndian(word.AsSpan(AbiWord.Length - sizeof(int)), length);
        return word;
    }

    private static IReadOnlyList<object> ToList(AbiType type, object? value, int? count, string path) =>
        value is IReadOnlyList<object> list && (count is null || list.Count == count)
            ? list
            : throw Refuse(type, value, path);

    private static ArgumentException Refuse(AbiType type, object? value, string path) => new(
        $"ABI values were refused: {path} of type {type} is {AbiWord.DescribeActual(value)}; " +
        $"allowed is {AbiWord.DescribeAllowed(type)}. Pass a value of that type and range.");
}
