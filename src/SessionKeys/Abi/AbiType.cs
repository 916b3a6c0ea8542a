namespace SessionKeys;

/// <summary>One type of the contract ABI, parsed from its canonical text.</summary>
/// <remarks>Immutable and safe for use by several threads. Parse a type once and keep it.</remarks>
public sealed class AbiType
{
    /// <summary>The deepest nesting of arrays and tuples that is accepted: 32.</summary>
    public const int MaximumDepth = 32;

    private const int WordLength = 32;

    private AbiType(AbiKind kind, string name)
    {
        Kind = kind;
        Name = name;
        Components = [];
        IsDynamic = kind is AbiKind.Bytes or AbiKind.String;
        HeadLength = WordLength;
    }

    /// <summary>The family of the type.</summary>
    public AbiKind Kind { get; }

    /// <summary>The canonical text, for example <c>(address,uint256[])[2]</c>.</summary>
    public string Name { get; }

    /// <summary>
    /// The width of an integer in bits (8 to 256), or the number of bytes of <see cref="AbiKind.FixedBytes"/> (1 to
    /// 32), else 0.
    /// </summary>
    public int Size { get; private init; }

    /// <summary>The type of the items of an array, else null.</summary>
    public AbiType? Element { get; private init; }

    /// <summary>The number of items of <c>T[k]</c>, or null for <c>T[]</c> and for every other type.</summary>
    public int? FixedCount { get; private init; }

    /// <summary>The types in a tuple, in order; empty for every other type.</summary>
    public IReadOnlyList<AbiType> Components { get; private init; }

    /// <summary>
    /// Tells whether the value stands behind an offset: <c>bytes</c>, <c>string</c>, <c>T[]</c> and what contains them.
    /// </summary>
    public bool IsDynamic { get; private init; }

    /// <summary>How many arrays and tuples are around the innermost elementary type.</summary>
    internal int Depth { get; private init; }

    /// <summary>The bytes the value takes in the head: 32 for a dynamic type, else the whole encoding.</summary>
    internal int HeadLength { get; private init; }

    /// <summary>Reads one type.</summary>
    /// <param name="text">
    /// A canonical type without spaces or names: <c>uint256</c>, <c>bytes4[]</c>, <c>(address,(bool,string)[3])</c>.
    /// The empty tuple
    /// <c>()</c> stands for no arguments and cannot be part of another type.
    /// </param>
    /// <returns>The type.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">
    /// The text is not a canonical type, or is nested deeper than <see cref="MaximumDepth"/>.
    /// </exception>
    public static AbiType Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new AbiTypeParser(text).Parse()
            ?? throw new FormatException(
                $"The ABI type '{AbiTypeParser.Show(text)}' was refused; allowed are canonical types such as 'uint256', 'bytes4[]' or " +
                "'(address,bytes)[2]'. Remove spaces and names, and write uint256 for uint and int256 for int.");
    }

    /// <summary>Writes the canonical text.</summary>
    /// <returns><see cref="Name"/>.</returns>
    public override string ToString() => Name;

    internal static AbiType? Elementary(string name) => name switch
    {
        "address" => new AbiType(AbiKind.Address, name),
        "bool" => new AbiType(AbiKind.Boolean, name),
        "bytes" => new AbiType(AbiKind.Bytes, name),
        "string" => new AbiType(AbiKind.String, name),
        _ when TryReadSize(name, "uint", 8, 256, out int size) => new(AbiKind.UnsignedInteger, name) { Size = size },
        _ when TryReadSize(name, "int", 8, 256, out int size) => new(AbiKind.SignedInteger, name) { Size = size },
        _ when TryReadSize(name, "bytes", 1, 32, out int size) => new(AbiKind.FixedBytes, name) { Size = size },
        _ => null,
    };

    internal static AbiType ArrayOf(AbiType element, int? count)
    {
        bool isDynamic = count is null || element.IsDynamic;
        return new AbiType(AbiKind.Array, $"{element.Name}[{count}]")
        {
            Element = element,
            FixedCount = count,
            Depth = element.Depth + 1,
            IsDynamic = isDynamic,
            HeadLength = isDynamic ? WordLength : element.HeadLength * count!.Value,
        };
    }

    internal static AbiType TupleOf(IReadOnlyList<AbiType> components)
    {
        bool isDynamic = components.Any(component => component.IsDynamic);
        return new AbiType(AbiKind.Tuple, $"({string.Join(',', components.Select(component => component.Name))})")
        {
            Components = components,
            Depth = 1 + components.Select(component => component.Depth).DefaultIfEmpty().Max(),
            IsDynamic = isDynamic,
            HeadLength = isDynamic ? WordLength : components.Sum(component => component.HeadLength),
        };
    }

    /// <summary>
    /// Reads <c>prefix</c> and a decimal size without leading zero, a multiple of <paramref name="step"/>.
    /// </summary>
    private static bool TryReadSize(string name, string prefix, int step, int maximum, out int size)
    {
        size = 0;
        if (!name.StartsWith(prefix, StringComparison.Ordinal) || name.Length - prefix.Length is < 1 or > 3)
        {
            return false;
        }

        foreach (char digit in name.AsSpan(prefix.Length))
        {
            if (!char.IsAsciiDigit(digit) || (size == 0 && digit == '0'))
            {
                return false;
            }

            size = (size * 10) + (digit - '0');
        }

        return size <= maximum && size % step == 0;
    }
}
