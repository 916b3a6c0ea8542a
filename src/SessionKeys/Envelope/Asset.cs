namespace SessionKeys;

/// <summary>What a budget counts: native value, operations, gas, or the base units of a token.</summary>
/// <remarks>An immutable value; <c>default</c> is <see cref="Native"/>.</remarks>
public readonly record struct Asset
{
    /// <summary>The native currency of the chain, in wei.</summary>
    public static readonly Asset Native;

    /// <summary>User operations: each counts 1, whatever its batch.</summary>
    public static readonly Asset Operations = new(Reserved(1));

    /// <summary>Gas, in wei: all gas fields of an operation at its maximum fee per gas.</summary>
    public static readonly Asset Gas = new(Reserved(2));

    /// <summary>Takes an asset from its address in the signed format.</summary>
    /// <param name="address">A token contract, or one of the reserved values 0, 1 and 2.</param>
    public Asset(Address address) => Address = address;

    /// <summary>Gets the address that stands for the asset in the signed format.</summary>
    /// <value>0 native, 1 operations, 2 gas, else the token contract.</value>
    public Address Address { get; }

    /// <summary>Tells whether the asset is a contract rather than native value, operations or gas.</summary>
    public bool IsToken => this != Native && this != Operations && this != Gas;

    /// <summary>Takes the asset of a token contract.</summary>
    /// <param name="contract">The token contract, above 0xffff.</param>
    /// <returns>The asset.</returns>
    public static Asset Token(Address contract) => new(contract);

    /// <summary>Writes the asset as the grant text and the JSON form name it.</summary>
    /// <returns><c>native</c>, <c>operations</c>, <c>gas</c> or the address in lower case.</returns>
    public override string ToString() =>
        this == Native ? "native"
        : this == Operations ? "operations"
        : this == Gas ? "gas"
        : Hex.Format(Address.ToArray());

    private static Address Reserved(byte value)
    {
        Span<byte> bytes = stackalloc byte[SessionKeys.Address.Length];
        bytes.Clear();
        bytes[^1] = value;
        return SessionKeys.Address.FromBytes(bytes);
    }
}
