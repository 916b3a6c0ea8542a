namespace SessionKeys;

/// <summary>
/// A binary tree of hashes: an inner node hashes its children in increasing order, an odd node is promoted.
/// </summary>
internal sealed class MerkleTree
{
    private readonly Hash32[][] _levels;

    public MerkleTree(Hash32[] leaves)
    {
        List<Hash32[]> levels = [leaves];
        while (levels[^1].Length > 1)
        {
            levels.Add(Combine(levels[^1]));
        }

        _levels = [.. levels];
    }

    public Hash32 Root => _levels[^1][0];

    /// <summary>
    /// Hashes data twice under a tag, so that a leaf can be taken neither for an inner node nor for another kind.
    /// </summary>
    public static Hash32 HashLeaf(byte tag, ReadOnlySpan<byte> data)
    {
        Span<byte> tagged = stackalloc byte[1 + Hash32.Length];
        tagged[0] = tag;
        Keccak256.Hash(data).CopyTo(tagged[1..]);
        return Keccak256.Hash(tagged);
    }

    public static bool Verify(Hash32 root, Hash32 leaf, ReadOnlySpan<Hash32> proof)
    {
        foreach (Hash32 sibling in proof)
        {
            leaf = HashPair(leaf, sibling);
        }

        return leaf == root;
    }

    public ValueList<Hash32> Proof(int index)
    {
        Hash32[] proof = new Hash32[_levels.Length];
        int count = 0;
        foreach (Hash32[] level in _levels)
        {
            int sibling = index ^ 1;
            if (sibling < level.Length)
            {
                proof[count++] = level[sibling];
            }

            index /= 2;
        }

        return new ValueList<Hash32>(proof[..count]);
    }

    private static Hash32[] Combine(Hash32[] level)
    {
        Hash32[] above = new Hash32[(level.Length + 1) / 2];
        for (int i = 0; i < above.Length; i++)
        {
            int left = 2 * i;
            above[i] = left + 1 < level.Length ? HashPair(level[left], level[left + 1]) : level[left];
        }

        return above;
    }

    public static Hash32 HashPair(Hash32 left, Hash32 right)
    {
        bool isInOrder = left.CompareTo(right) <= 0;
        Span<byte> pair = stackalloc byte[2 * Hash32.Length];
        (isInOrder ? left : right).CopyTo(pair);
        (isInOrder ? right : left).CopyTo(pair[Hash32.Length..]);
        return Keccak256.Hash(pair);
    }
}
