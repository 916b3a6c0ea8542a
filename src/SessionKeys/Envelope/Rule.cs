namespace SessionKeys;

/// <summary>A condition on one static word of the calldata.</summary>
/// <remarks>Make one with the methods of this type: they choose the print form that the format asks for.</remarks>
public sealed record Rule
{
    /// <summary>Gets how the word is compared.</summary>
    public required Comparison Comparison { get; init; }

    /// <summary>Gets the calldata word: word w is the 32 bytes at 4 + 32 w.</summary>
    public required byte Word { get; init; }

    /// <summary>Gets how the value is shown.</summary>
    /// <value>Default: <see cref="PrintForm.Decimal"/>.</value>
    public PrintForm PrintForm { get; init; }

    /// <summary>Gets the value to compare with.</summary>
    /// <value>
    /// A number; a two's complement number for the signed comparisons; the Merkle root for
    /// <see cref="Comparison.InSet"/>; a packed <see cref="Ratio"/> for <see cref="Comparison.AtLeastRatio"/>;
    /// 0 for <see cref="Comparison.EqualsAccount"/>.
    /// </value>
    public UInt256 Value { get; init; }

    /// <summary>Gets the members of the set of a rule <see cref="Comparison.InSet"/>, in increasing order.</summary>
    /// <value>
    /// Empty when only the root is known, as after decoding packed terms. A session that uses the rule needs the
    /// members to prove that a word is one of them.
    /// </value>
    public ValueList<UInt256> Set { get; init; }

    /// <summary>Requires a word to equal an address.</summary>
    /// <param name="word">The calldata word, 0 … 255.</param>
    /// <param name="address">The only allowed address.</param>
    /// <returns>The rule, shown as an address.</returns>
    public static Rule Equal(byte word, Address address) =>
        new() { Comparison = Comparison.Equal, Word = word, PrintForm = PrintForm.Address, Value = ToWord(address) };

    /// <summary>Requires a word to equal a number.</summary>
    /// <param name="word">The calldata word, 0 … 255.</param>
    /// <param name="value">The only allowed number.</param>
    /// <param name="printForm">How the person sees the number.</param>
    /// <returns>The rule.</returns>
    public static Rule Equal(byte word, UInt256 value, PrintForm printForm = PrintForm.Decimal) =>
        new() { Comparison = Comparison.Equal, Word = word, PrintForm = printForm, Value = value };

    /// <summary>Requires a word to differ from a number.</summary>
    /// <param name="word">The calldata word, 0 … 255.</param>
    /// <param name="value">The only forbidden number.</param>
    /// <param name="printForm">How the person sees the number.</param>
    /// <returns>The rule.</returns>
    public static Rule NotEqual(byte word, UInt256 value, PrintForm printForm = PrintForm.Decimal) =>
        new() { Comparison = Comparison.NotEqual, Word = word, PrintForm = printForm, Value = value };

    /// <summary>Requires a word to be a number or less.</summary>
    /// <param name="word">The calldata word, 0 … 255.</param>
    /// <param name="value">The largest allowed number, inclusive.</param>
    /// <returns>The rule.</returns>
    public static Rule AtMost(byte word, UInt256 value) =>
        new() { Comparison = Comparison.AtMost, Word = word, Value = value };

    /// <summary>Requires a word to be a number or more.</summary>
    /// <param name="word">The calldata word, 0 … 255.</param>
    /// <param name="value">The smallest allowed number, inclusive.</param>
    /// <returns>The rule.</returns>
    public static Rule AtLeast(byte word, UInt256 value) =>
        new() { Comparison = Comparison.AtLeast, Word = word, Value = value };

    /// <summary>Requires a word to be one of several addresses.</summary>
    /// <param name="word">The calldata word, 0 … 255.</param>
    /// <param name="members">At least one address; order and repetition do not matter.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="members"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="members"/> is empty.</exception>
    public static Rule InSet(byte word, IEnumerable<Address> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        return InSet(word, members.Select(ToWord));
    }

    /// <summary>Requires a word to be one of several numbers.</summary>
    /// <param name="word">The calldata word, 0 … 255.</param>
    /// <param name="members">At least one number; order and repetition do not matter.</param>
    /// <returns>The rule.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="members"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="members"/> is empty.</exception>
    public static Rule InSet(byte word, IEnumerable<UInt256> members)
    {
        ValueSetTree tree = new(members);
        return new()
        {
            Comparison = Comparison.InSet,
            Word = word,
            PrintForm = PrintForm.Hex,
            Value = ToWord(tree.Root),
            Set = tree.Members,
        };
    }

    /// <summary>Requires a word to be the address of the account itself.</summary>
    /// <param name="word">The calldata word, 0 … 255.</param>
    /// <returns>The rule.</returns>
    public static Rule EqualsAccount(byte word) =>
        new() { Comparison = Comparison.EqualsAccount, Word = word, PrintForm = PrintForm.Address };

    /// <summary>Requires a word to be at least another word times a ratio.</summary>
    /// <param name="word">The calldata word, 0 … 255.</param>
    /// <param name="ratio">The other word, numerator and denominator.</param>
    /// <returns>The rule.</returns>
    public static Rule AtLeastRatio(byte word, Ratio ratio) =>
        new() { Comparison = Comparison.AtLeastRatio, Word = word, Value = ratio.ToValue() };

    private static UInt256 ToWord(Address address)
    {
        Span<byte> bytes = stackalloc byte[32];
        bytes.Clear();
        address.CopyTo(bytes[12..]);
        return UInt256.ReadBigEndian(bytes);
    }

    private static UInt256 ToWord(Hash32 hash) => UInt256.ReadBigEndian(hash.ToArray());
}
