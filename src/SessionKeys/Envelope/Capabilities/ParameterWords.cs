namespace SessionKeys;

/// <summary>The calldata words of values of parameters.</summary>
internal static class ParameterWords
{
    /// <exception cref="SessionKeyException">The value does not fit the type.</exception>
    public static UInt256 Encode(string parameter, AbiType type, object value)
    {
        Span<byte> word = stackalloc byte[AbiWord.Length];
        word.Clear();
        return AbiWord.TryWrite(type, value, word)
            ? UInt256.ReadBigEndian(word)
            : throw ParameterPlace.NotExact(
                parameter,
                $"a value of the .NET type {value?.GetType().Name ?? "null"} that is not in its range",
                $"a value of the type {type}",
                "Pass an Address, a BigInteger, a UInt256, a bool or bytes, as the type asks.");
    }

    public static void Require(string parameter, AbiType type, AbiKind kind, string allowed)
    {
        if (type.Kind != kind)
        {
            throw ParameterPlace.NotExact(
                parameter, $"it is of the type {type}", allowed, "Take another parameter, or another rule.");
        }
    }

    public static PrintForm PrintFormOf(AbiType type) => type.Kind switch
    {
        AbiKind.Address => PrintForm.Address,
        AbiKind.UnsignedInteger or AbiKind.Boolean => PrintForm.Decimal,
        _ => PrintForm.Hex,
    };
}
