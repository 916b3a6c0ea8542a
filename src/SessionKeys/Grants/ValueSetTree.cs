namespace SessionKeys;

/// <summary>The Merkle tree over the members of a rule <see cref="Comparison.InSet"/>.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class ValueSetTree
{
    internal const byte LeafTag = 0x01;

    private readonly MerkleTree _tree;

    /// <summary>Builds the tree.</summary>
    /// <param name="members">At least one value; order and repetition do not matter.</param>
    /// <exception cref="ArgumentNullException"><paramref name="members"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="members"/> is empty.</exception>
    public ValueSetTree(IEnumerable<UInt256> members)
    {
        ArgumentNullException.ThrowIfNull(members);
        Members = members.Distinct().Order().ToValueList();
        if (Members.Count == 0)
        {
            throw new ArgumentException(
                "A set was refused: 0 members; allowed is at least 1. Name what is allowed.", nameof(members));
        }

        _tree = new MerkleTree([.. Members.Select(Hash)]);
    }

    /// <summary>Gets the members in increasing order, each once.</summary>
    public ValueList<UInt256> Members { get; }

    /// <summary>Gets the root, which is the value of the rule.</summary>
    public Hash32 Root => _tree.Root;

    /// <summary>Checks a proof as the module does.</summary>
    /// <param name="root">The root in the rule.</param>
    /// <param name="value">The calldata word.</param>
    /// <param name="proof">The siblings from the leaf up.</param>
    /// <returns>True when the value is a member.</returns>
    public static bool Verify(Hash32 root, UInt256 value, ValueList<Hash32> proof) =>
        MerkleTree.Verify(root, Hash(value), proof.AsSpan());

    /// <summary>Gets the siblings that prove one member, from the leaf up.</summary>
    /// <param name="value">The value to prove.</param>
    /// <param name="proof">The proof, or an empty list when the method returns false.</param>
    /// <returns>True when <paramref name="value"/> is a member.</returns>
    public bool TryGetProof(UInt256 value, out ValueList<Hash32> proof)
    {
        int index = Members.AsSpan().BinarySearch(value);
        proof = index >= 0 ? _tree.Proof(index) : [];
        return index >= 0;
    }

    private static Hash32 Hash(UInt256 value) => MerkleTree.HashLeaf(LeafTag, value.ToArray());
}
