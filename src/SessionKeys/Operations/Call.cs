namespace SessionKeys;

/// <summary>One call that an account makes.</summary>
/// <param name="Target">The contract that is called.</param>
/// <param name="Value">The native value that is sent, in wei.</param>
/// <param name="Data">The calldata; empty to only send value.</param>
public sealed record Call(Address Target, UInt256 Value, ReadOnlyMemory<byte> Data)
{
    /// <summary>Gets the selector by which a capability is found.</summary>
    /// <value><c>0x00000000</c> for empty calldata and for calldata of 1 to 3 bytes, which no session may send.</value>
    public Selector Selector =>
        Data.Length >= Selector.Length ? Selector.FromBytes(Data.Span[..Selector.Length]) : default;

    /// <summary>Encodes a call of a function.</summary>
    /// <param name="target">The contract that is called.</param>
    /// <param name="signature">The canonical signature, for example <c>transfer(address,uint256)</c>.</param>
    /// <param name="arguments">One value for each argument, see <see cref="AbiEncoder"/>.</param>
    /// <returns>The call, without native value.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="FormatException">The signature is not canonical.</exception>
    /// <exception cref="ArgumentException">A value does not fit its type.</exception>
    public static Call Function(Address target, string signature, params object[] arguments) =>
        new(target, UInt256.Zero, AbiFunction.Parse(signature).EncodeCall(arguments));

    /// <summary>Reads a static word of the calldata.</summary>
    /// <param name="word">Word w is the 32 bytes at 4 + 32 w.</param>
    /// <param name="value">The word, or zero when the method returns false.</param>
    /// <returns>False when the calldata ends before the end of the word.</returns>
    public bool TryGetWord(byte word, out UInt256 value)
    {
        int offset = Selector.Length + (UInt256.Length * word);
        bool isThere = offset + UInt256.Length <= Data.Length;
        value = isThere ? UInt256.ReadBigEndian(Data.Span.Slice(offset, UInt256.Length)) : UInt256.Zero;
        return isThere;
    }

    /// <inheritdoc/>
    public bool Equals(Call? other) =>
        other is not null && Target == other.Target && Value == other.Value && Data.Span.SequenceEqual(other.Data.Span);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Target, Value, Data.Length, Selector);
}
