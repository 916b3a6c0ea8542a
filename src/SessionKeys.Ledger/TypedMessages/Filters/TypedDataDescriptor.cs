namespace SessionKeys.Ledger;

/// <summary>How a device may show a typed message without a warning, signed by Ledger for one chain, contract and set
/// of types.</summary>
/// <remarks>
/// Only a device can check the signatures. Without a right one nothing is signed: neither this library nor the device
/// falls back to the message without descriptor. When the setting <i>Raw messages</i> is on, a device ignores
/// descriptors and shows every field under its own name, behind its warning. Immutable, and safe for use from several
/// threads.
/// </remarks>
public sealed record TypedDataDescriptor
{
    /// <summary>The most fields that a device takes: 50.</summary>
    public const int MaxFields = 50;

    /// <summary>The most different tokens of one message: 5.</summary>
    public const int MaxTokens = 5;

    private readonly ReadOnlyMemory<byte> _certificate;

    internal TypedDataDescriptor()
    {
    }

    /// <summary>The chain, or 0 for a domain without one.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>The verifying contract, or zero for a domain without one.</summary>
    public required Address VerifyingContract { get; init; }

    /// <summary>The SHA-224 of the types, 56 hexadecimal digits in lower case.</summary>
    public required string SchemaHash { get; init; }

    /// <summary>What the device calls the message or its contract.</summary>
    public required string ContractLabel { get; init; }

    /// <summary>The fields that the device shows; it hides all others.</summary>
    public required IReadOnlyList<DescriptorField> Fields { get; init; }

    /// <summary>The tokens that the fields of format <see cref="FieldFormat.Token"/> and
    /// <see cref="FieldFormat.Amount"/> need.</summary>
    /// <value>None.</value>
    public IReadOnlyList<SignedToken> Tokens { get; init; } = [];

    /// <summary>The certificate of the key that signed, in the form in which the device takes it, 1 to 255 bytes; empty
    /// for a key that the app knows.</summary>
    /// <value>Empty.</value>
    /// <exception cref="ArgumentException">It is longer than 255 bytes.</exception>
    public ReadOnlyMemory<byte> Certificate
    {
        get => _certificate;
        init => _certificate = value.Length <= Apdu.MaxData
            ? value
            : throw new ArgumentException(
                $"A certificate was refused: {value.Length} bytes; at most {Apdu.MaxData} fit into a command.",
                nameof(value));
    }

    /// <summary>True to sign although the device hides fields that the descriptor does not list. Whoever reads the
    /// device then does not see what is signed.</summary>
    /// <value>False.</value>
    public bool AllowHiddenFields { get; init; }

    /// <summary>The signature over the label and the number of fields, DER.</summary>
    internal ReadOnlyMemory<byte> Signature { get; init; }

    /// <summary>Names the descriptor that a message needs, as it stands in a file.</summary>
    /// <param name="data">The message.</param>
    /// <returns>Chain id, verifying contract in lower case and schema hash, with colons.</returns>
    /// <exception cref="LedgerException">The domain has a chain id of more than 64 bits.</exception>
    public static string KeyOf(TypedData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return DescriptorCheck.KeyOf(data);
    }

    /// <summary>Reads a file that holds one descriptor, in the form of Ledger's catalogue.</summary>
    /// <param name="json">
    /// One object with one member, named like <see cref="KeyOf"/>; at most 1 MiB. Unknown members are refused.
    /// </param>
    /// <returns>The descriptor.</returns>
    /// <exception cref="LedgerException">The text has another form (<see
    /// cref="LedgerReason.DescriptorUnsuitable"/>).</exception>
    public static TypedDataDescriptor Parse(string json)
    {
        IReadOnlyList<TypedDataDescriptor> all = ParseAll(json);
        return all.Count == 1 ? all[0] : throw DescriptorErrors.Malformed("$", $"{all.Count} descriptors", "one");
    }

    /// <summary>Reads a file that holds descriptors, in the form of Ledger's catalogue.</summary>
    /// <param name="json">One object, each member named like <see cref="KeyOf"/>; at most 1 MiB.</param>
    /// <returns>The descriptors, in order.</returns>
    /// <exception cref="LedgerException">The text has another form (<see
    /// cref="LedgerReason.DescriptorUnsuitable"/>).</exception>
    public static IReadOnlyList<TypedDataDescriptor> ParseAll(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return DescriptorParser.Parse(json);
    }

    /// <summary>Tells whether this descriptor is for the chain, contract and types of a message.</summary>
    /// <param name="data">The message.</param>
    /// <returns>True when it is; its fields may still be refused when it is sent.</returns>
    public bool IsFor(TypedData data) => KeyOf(data) == Key;

    internal string Key => $"{ChainId}:{Hex.Format(VerifyingContract.ToArray())}:{SchemaHash}";
}
