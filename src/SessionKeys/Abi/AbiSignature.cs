namespace SessionKeys;

/// <summary>A function with the names of its parameters, as Solidity and human-readable ABIs write it.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class AbiSignature
{
    internal AbiSignature(AbiFunction? function, ValueList<AbiParameter> parameters, bool isPayable)
    {
        Function = function;
        Parameters = parameters;
        IsPayable = isPayable;
    }

    /// <summary>Gets the function, or null for <c>receive()</c>.</summary>
    public AbiFunction? Function { get; }

    /// <summary>Gets the selector; <c>0x00000000</c>, empty calldata, for <c>receive()</c>.</summary>
    public Selector Selector => Function?.Selector ?? default;

    /// <summary>Gets the parameters in order.</summary>
    public ValueList<AbiParameter> Parameters { get; }

    /// <summary>Gets whether the signature says <c>payable</c>.</summary>
    public bool IsPayable { get; }

    /// <summary>Reads a signature.</summary>
    /// <param name="text">
    /// For example <c>function transfer(address to, uint256 amount) returns (bool)</c>. The word <c>function</c> and
    /// what follows the parameters may be missing; <c>uint</c> and <c>int</c> stand for their 256 bits; a tuple is
    /// written with its components, <c>(address to, uint256 amount) params</c>. <c>receive() external payable</c>
    /// stands for empty calldata.
    /// </param>
    /// <returns>The signature.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text is no signature.</exception>
    public static AbiSignature Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AbiSignatureParser(text).Parse()
            ?? throw new FormatException(
                $"The signature '{AbiTypeParser.Show(text)}' was refused; allowed is for example " +
                "'function transfer(address to, uint256 amount)'. Copy the declaration from the contract, and write " +
                "the components of structs in parentheses.");
    }
}
