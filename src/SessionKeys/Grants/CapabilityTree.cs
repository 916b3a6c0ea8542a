namespace SessionKeys;

/// <summary>The Merkle tree over the packed capabilities of a grant.</summary>
/// <remarks>Immutable and thread-safe. An operation carries the capabilities it uses with their proofs.</remarks>
public sealed class CapabilityTree
{
    internal const byte LeafTag = 0x00;

    private readonly MerkleTree _tree;

    /// <summary>Builds the tree.</summary>
    /// <param name="leaves">The packed capabilities in the order of the format; at least one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="leaves"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="leaves"/> is empty.</exception>
    public CapabilityTree(IReadOnlyList<ReadOnlyMemory<byte>> leaves)
    {
        ArgumentNullException.ThrowIfNull(leaves);
        if (leaves.Count == 0)
        {
            throw new ArgumentException(
                "A capability tree was refused: 0 capabilities; allowed is at least 1. Grant something.",
                nameof(leaves));
        }

        _tree = new MerkleTree([.. leaves.Select(leaf => MerkleTree.HashLeaf(LeafTag, leaf.Span))]);
        Count = leaves.Count;
    }

    /// <summary>Gets the number of capabilities.</summary>
    public int Count { get; }

    /// <summary>Gets the root, which stands for all capabilities in the session id.</summary>
    public Hash32 Root => _tree.Root;

    /// <summary>Checks a proof as the module does.</summary>
    /// <param name="root">The root of the session.</param>
    /// <param name="leaf">A packed capability.</param>
    /// <param name="proof">The siblings from the leaf up.</param>
    /// <returns>True when the capability belongs to the root.</returns>
    public static bool Verify(Hash32 root, ReadOnlySpan<byte> leaf, ValueList<Hash32> proof) =>
        MerkleTree.Verify(root, MerkleTree.HashLeaf(LeafTag, leaf), proof.AsSpan());

    /// <summary>Gets the siblings that prove one capability, from the leaf up.</summary>
    /// <param name="index">0 … <see cref="Count"/> − 1.</param>
    /// <returns>At most 20 hashes; none when there is one capability.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such capability.</exception>
    public ValueList<Hash32> Proof(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, Count);
        return _tree.Proof(index);
    }
}
