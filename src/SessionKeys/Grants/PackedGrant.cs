namespace SessionKeys;

/// <summary>A grant in the signed format, with its hashes.</summary>
/// <remarks>Immutable and thread-safe. Made by <see cref="GrantEncoding.Encode"/>.</remarks>
public sealed class PackedGrant
{
    internal PackedGrant(
        SessionGrant grant,
        byte[] core,
        byte[] details,
        IReadOnlyList<ReadOnlyMemory<byte>> leaves,
        SessionId sessionId,
        CapabilityTree tree)
    {
        Grant = grant;
        Core = core;
        Details = details;
        Leaves = leaves;
        Tree = tree;
        SessionId = sessionId;
        GrantHash = Keccak256.Hash(details);
        byte[] capabilities = [.. leaves.SelectMany(leaf => leaf.ToArray())];
        Capabilities = capabilities;
        Terms = (byte[])[.. core, .. details, .. capabilities];
    }

    /// <summary>Gets the grant; its capabilities are in the order of the format.</summary>
    public SessionGrant Grant { get; }

    /// <summary>Gets the part that every operation carries.</summary>
    public ReadOnlyMemory<byte> Core { get; }

    /// <summary>Gets the part that is shown and signed, but not needed on use.</summary>
    public ReadOnlyMemory<byte> Details { get; }

    /// <summary>Gets all packed capabilities, one behind the other.</summary>
    public ReadOnlyMemory<byte> Capabilities { get; }

    /// <summary>Gets each packed capability, in the order of the format.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Leaves { get; }

    /// <summary>Gets core ‖ details ‖ capabilities: everything that the approver signs but the context.</summary>
    public ReadOnlyMemory<byte> Terms { get; }

    /// <summary>Gets the Merkle tree over <see cref="Leaves"/>.</summary>
    public CapabilityTree Tree { get; }

    /// <summary>Gets the hash of <see cref="Details"/>.</summary>
    public Hash32 GrantHash { get; }

    /// <summary>Gets the identifier of the session.</summary>
    public SessionId SessionId { get; }
}
