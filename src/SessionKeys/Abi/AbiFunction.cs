namespace SessionKeys;

/// <summary>A function or error of a contract: its selector and the types of its arguments.</summary>
/// <remarks>Immutable and safe for use by several threads. Parse a signature once and keep it.</remarks>
public sealed class AbiFunction
{
    private AbiFunction(string signature, AbiType arguments)
    {
        Signature = signature;
        Arguments = arguments;
        Selector = Selector.FromSignature(signature);
    }

    /// <summary>The canonical signature, for example <c>transfer(address,uint256)</c>.</summary>
    public string Signature { get; }

    /// <summary>The first 4 bytes of the hash of the signature.</summary>
    public Selector Selector { get; }

    /// <summary>The tuple of the types of the arguments.</summary>
    public AbiType Arguments { get; }

    /// <summary>Reads a signature.</summary>
    /// <param name="signature">The name and canonical types without spaces or argument names.</param>
    /// <returns>The function.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="signature"/> is null.</exception>
    /// <exception cref="FormatException">The signature is not canonical.</exception>
    public static AbiFunction Parse(string signature) => new(signature, ParseArguments(signature));

    /// <summary>Encodes a call.</summary>
    /// <param name="values">One value for each argument, see <see cref="AbiEncoder"/>.</param>
    /// <returns>A new array: the selector and the arguments.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="values"/> is null.</exception>
    /// <exception cref="ArgumentException">A value does not fit its type.</exception>
    public byte[] EncodeCall(IReadOnlyList<object> values) =>
        [.. Selector.ToArray(), .. AbiEncoder.Encode(Arguments, values)];

    /// <summary>Decodes a call.</summary>
    /// <param name="callData">The selector and the arguments, nothing else.</param>
    /// <returns>One value for each argument, see <see cref="AbiKind"/>.</returns>
    /// <exception cref="SessionKeyException">
    /// The selector is another, or the arguments are not canonically encoded.
    /// </exception>
    public IReadOnlyList<object> DecodeCall(ReadOnlySpan<byte> callData)
    {
        if (!IsCall(callData))
        {
            ReadOnlySpan<byte> start = callData[..Math.Min(callData.Length, Selector.Length)];
            throw new SessionKeyException(
                "abi-invalid-data",
                $"Call data was refused: it starts with {Hex.Format(start)}; allowed is {Selector}, " +
                $"the selector of {Signature}. Decode it with the function it calls.");
        }

        return AbiDecoder.Decode(Arguments, callData[Selector.Length..]);
    }

    /// <summary>Tells whether call data calls this function.</summary>
    /// <param name="callData">The call data.</param>
    /// <returns>True when it starts with <see cref="Selector"/>.</returns>
    public bool IsCall(ReadOnlySpan<byte> callData) =>
        callData.Length >= Selector.Length && Selector.FromBytes(callData[..Selector.Length]) == Selector;

    /// <summary>Writes the canonical signature.</summary>
    /// <returns><see cref="Signature"/>.</returns>
    public override string ToString() => Signature;

    internal static AbiType ParseArguments(string signature)
    {
        ArgumentNullException.ThrowIfNull(signature);
        return new AbiTypeParser(signature).ParseFunction()
            ?? throw new FormatException(
                $"The signature '{AbiTypeParser.Show(signature)}' was refused: it is not canonical; allowed is for example " +
                "'transfer(address,uint256)'. Remove spaces and argument names, " +
                "and write uint256 for uint and int256 for int.");
    }
}
