namespace SessionKeys.Tests;

public sealed class MerkleTests
{
    [Fact]
    public void Every_leaf_of_every_small_tree_is_proven_and_no_other()
    {
        for (int count = 1; count <= 40; count++)
        {
            ReadOnlyMemory<byte>[] leaves = [.. Enumerable.Range(0, count).Select(i => new byte[] { (byte)i, 1 })];
            CapabilityTree tree = new(leaves);

            for (int i = 0; i < count; i++)
            {
                ValueList<Hash32> proof = tree.Proof(i);
                Assert.True(proof.Count <= Math.Ceiling(Math.Log2(count)), $"{count} leaves, proof {proof.Count}");
                Assert.True(CapabilityTree.Verify(tree.Root, leaves[i].Span, proof));
                Assert.False(CapabilityTree.Verify(tree.Root, [(byte)i, 2], proof));
            }
        }
    }

    [Fact]
    public void Thousand_capabilities_need_ten_hashes()
    {
        ReadOnlyMemory<byte>[] leaves = [.. Enumerable.Range(0, 1000).Select(i => BitConverter.GetBytes(i))];

        Assert.Equal(10, new CapabilityTree(leaves).Proof(0).Count);
    }

    [Fact]
    public void Inner_node_is_no_leaf_and_a_capability_is_no_set_member()
    {
        UInt256[] members = [1, 2];
        ValueSetTree set = new(members);
        CapabilityTree capabilities = new([members[0].ToArray(), members[1].ToArray()]);

        Assert.NotEqual(set.Root, capabilities.Root);
        Assert.False(CapabilityTree.Verify(set.Root, members[0].ToArray(), capabilities.Proof(0)));
    }

    [Fact]
    public void Set_ignores_order_and_repetition_and_proves_only_members()
    {
        ValueSetTree set = new([3, 1, 2, 3]);

        Assert.Equal(new ValueSetTree([1, 2, 3]).Root, set.Root);
        Assert.True(set.TryGetProof(2, out ValueList<Hash32> proof));
        Assert.True(ValueSetTree.Verify(set.Root, 2, proof));
        Assert.False(ValueSetTree.Verify(set.Root, 4, proof));
        Assert.False(set.TryGetProof(4, out proof));
        Assert.Empty(proof);
    }

    [Fact]
    public void Trees_of_nothing_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new CapabilityTree([]));
        Assert.Throws<ArgumentException>(() => new ValueSetTree([]));
        Assert.Throws<ArgumentOutOfRangeException>(() => new CapabilityTree([new byte[1]]).Proof(1));
    }
}
