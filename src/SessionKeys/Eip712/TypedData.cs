namespace SessionKeys;

/// <summary>A message in typed fields that a wallet can show and sign (EIP-712).</summary>
/// <remarks>
/// The values of <see cref="Domain"/> and <see cref="Message"/> are <see cref="UInt256"/> or <see cref="System.Numerics.BigInteger"/> for integers,
/// <see cref="Address"/>, <see cref="bool"/>, a byte array for <c>bytes</c> and <c>bytesN</c>, <see cref="Hash32"/> for <c>bytes32</c>,
/// <see cref="Selector"/> for <c>bytes4</c>, <see cref="string"/>, a dictionary for a struct, and a list of objects for an array.
/// </remarks>
public sealed class TypedData
{
    /// <summary>The struct types by name, <c>EIP712Domain</c> among them.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> Types { get; init; }

    /// <summary>The name of the type of <see cref="Message"/>.</summary>
    public required string PrimaryType { get; init; }

    /// <summary>The values of <c>EIP712Domain</c>: for whom the signature is valid.</summary>
    public required IReadOnlyDictionary<string, object> Domain { get; init; }

    /// <summary>The values of the primary type: what is signed.</summary>
    public required IReadOnlyDictionary<string, object> Message { get; init; }
}
