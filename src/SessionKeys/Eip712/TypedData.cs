namespace SessionKeys;

/// <summary>A message in typed fields that a wallet can show and sign (EIP-712).</summary>
/// <remarks>
/// <para>
/// The values of <see cref="Domain"/> and <see cref="Message"/> are <see cref="UInt256"/> or <see
/// cref="System.Numerics.BigInteger"/> for integers,
/// <see cref="Address"/>, <see cref="bool"/>, a byte array for <c>bytes</c> and <c>bytesN</c>, <see cref="Hash32"/> for
/// <c>bytes32</c>,
/// <see cref="Selector"/> for <c>bytes4</c>, <see cref="string"/>, a dictionary for a struct, and a list of objects for
/// an array.
/// </para>
/// <para>
/// The methods throw <see cref="SessionKeyException"/> for typed data that does not fit its types: missing members,
/// members that would be shown
/// but not signed, values out of range. Do not change the dictionaries afterwards; then the object may be shared by
/// threads.
/// </para>
/// </remarks>
public sealed class TypedData
{
    internal const string DomainType = "EIP712Domain";

    private TypedDataSchema? _schema;

    /// <summary>The struct types by name, <c>EIP712Domain</c> among them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> Types { get; init; }

    /// <summary>The name of the type of <see cref="Message"/>.</summary>
    public required string PrimaryType { get; init; }

    /// <summary>The values of <c>EIP712Domain</c>: for whom the signature is valid.</summary>
    public required IReadOnlyDictionary<string, object> Domain { get; init; }

    /// <summary>The values of the primary type: what is signed.</summary>
    public required IReadOnlyDictionary<string, object> Message { get; init; }

    private TypedDataSchema Schema => _schema ??= new TypedDataSchema(Types);

    /// <summary>Reads the argument of <c>eth_signTypedData_v4</c>, more strictly than wallets do.</summary>
    /// <param name="json">
    /// One JSON object of at most 262,144 characters and 64 levels, with exactly <c>types</c>, <c>primaryType</c>,
    /// <c>domain</c> and <c>message</c>. Integers are decimal or <c>0x</c> text, or JSON integers below 2^53; bytes are
    /// <c>0x</c> text; an address is in lower case or has a right checksum.
    /// </param>
    /// <returns>The typed data, every value of which fits its type.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="json"/> is null.</exception>
    /// <exception cref="SessionKeyException">
    /// The text is no such JSON, has an unknown or missing member or one twice, or a value does not fit its type.
    /// </exception>
    public static TypedData Parse(string json)
    {
        ArgumentNullException.ThrowIfNull(json);
        return TypedDataParser.Parse(json);
    }

    /// <summary>Hashes the domain.</summary>
    /// <returns><c>hashStruct</c> of <see cref="Domain"/>.</returns>
    /// <exception cref="SessionKeyException">A type is unknown, or a value does not fit its type.</exception>
    public Hash32 DomainSeparator() => HashStruct(DomainType, Domain, "domain");

    /// <summary>Hashes the message without its domain.</summary>
    /// <returns><c>hashStruct</c> of <see cref="Message"/>.</returns>
    /// <exception cref="SessionKeyException">A type is unknown, or a value does not fit its type.</exception>
    public Hash32 MessageHash() => HashStruct(PrimaryType, Message, "message");

    /// <summary>Computes what is signed.</summary>
    /// <returns>The hash of <c>0x1901</c>, <see cref="DomainSeparator"/> and <see cref="MessageHash"/>.</returns>
    /// <exception cref="SessionKeyException">A type is unknown, or a value does not fit its type.</exception>
    public Hash32 Digest() => Combine(DomainSeparator(), MessageHash());

    /// <summary>Writes the text of a type that is hashed into its type hash.</summary>
    /// <param name="name">The name of a struct of <see cref="Types"/>.</param>
    /// <returns>The struct, followed by the structs it refers to, sorted by name.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="SessionKeyException">The type, or one it refers to, is unknown.</exception>
    public string EncodeType(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        Schema.Require(name, "the request");
        return Schema.EncodeType(name);
    }

    /// <summary>Writes the argument of <c>eth_signTypedData_v4</c>.</summary>
    /// <returns>JSON without line breaks; integers are decimal text, bytes are hexadecimal text.</returns>
    /// <exception cref="SessionKeyException">A type is unknown, or a value does not fit its type.</exception>
    public string ToJson()
    {
        _ = Digest();
        return TypedDataJson.Write(this);
    }

    internal static Hash32 Combine(Hash32 domainSeparator, Hash32 messageHash)
    {
        Span<byte> encoded = stackalloc byte[2 + (2 * Hash32.Length)];
        encoded[0] = 0x19;
        encoded[1] = 0x01;
        domainSeparator.CopyTo(encoded[2..]);
        messageHash.CopyTo(encoded[(2 + Hash32.Length)..]);
        return Keccak256.Hash(encoded);
    }

    private Hash32 HashStruct(string structName, IReadOnlyDictionary<string, object> values, string path)
    {
        Schema.Require(structName, path);
        return new TypedDataHasher(Schema).HashStruct(structName, values, path);
    }
}
