namespace SessionKeys;

/// <summary>Who pays the fees of a session's operations.</summary>
/// <remarks>An immutable value; <c>default</c> is <see cref="None"/>.</remarks>
public readonly record struct PaymasterTerm
{
    /// <summary>The account pays; an operation with a paymaster is refused.</summary>
    public static readonly PaymasterTerm None;

    /// <summary>The account or any paymaster pays.</summary>
    public static readonly PaymasterTerm Any = new(true, Address.Zero);

    private PaymasterTerm(bool isAny, Address required)
    {
        IsAny = isAny;
        Required = required;
    }

    /// <summary>Tells whether every paymaster, and none, is allowed.</summary>
    public bool IsAny { get; }

    /// <summary>Gets the paymaster that must be used.</summary>
    /// <value>Zero when no paymaster is required.</value>
    public Address Required { get; }

    /// <summary>Requires one paymaster; an operation without it is refused.</summary>
    /// <param name="paymaster">The paymaster, not zero.</param>
    /// <returns>The term.</returns>
    /// <exception cref="ArgumentException"><paramref name="paymaster"/> is zero.</exception>
    public static PaymasterTerm Only(Address paymaster) =>
        paymaster.IsZero
            ? throw new ArgumentException(
                "The paymaster 0x0 was refused: allowed is a contract. For none, use PaymasterTerm.None.",
                nameof(paymaster))
            : new PaymasterTerm(false, paymaster);

    /// <summary>Writes the term as the grant text and the JSON form name it.</summary>
    /// <returns><c>none</c>, <c>any</c> or the address in lower case.</returns>
    public override string ToString() =>
        IsAny ? "any" : Required.IsZero ? "none" : Hex.Format(Required.ToArray());
}
