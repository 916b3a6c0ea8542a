using System.Text;

namespace SessionKeys;

/// <summary>A grant made ready to judge many operations: packed, hashed and indexed once.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
public sealed class CompiledEnvelope
{
    private readonly Dictionary<CallKey, int> _capabilities;
    private readonly byte[] _compact;
    private readonly byte[][] _leaves;

    /// <summary>Compiles a grant.</summary>
    /// <param name="grant">The packed grant.</param>
    /// <param name="environment">What is known of the module's helpers and the chain; null for the defaults.</param>
    /// <exception cref="ArgumentNullException"><paramref name="grant"/> is null.</exception>
    public CompiledEnvelope(PackedGrant grant, ModuleEnvironment? environment = null)
    {
        ArgumentNullException.ThrowIfNull(grant);
        Grant = grant;
        Environment = environment ?? new ModuleEnvironment();
        Helpers = [.. Environment.Helpers];
        Address account = grant.Grant.Context.Account;
        AccountWord = UInt256.ReadBigEndian(account.ToArray());
        Route = grant.Grant.Context.Route.ToPacked();
        DomainHash = UInt256.ReadBigEndian(
            Keccak256.Hash(Encoding.ASCII.GetBytes(grant.Grant.Envelope.NonceDomain)).ToArray());
        _compact = [.. grant.Core.Span, .. grant.Tree.Root.ToArray(), .. grant.GrantHash.ToArray()];
        _leaves = [.. Enumerable.Range(0, grant.Leaves.Count).Select(index => Proven(grant, index))];
        _capabilities = new Dictionary<CallKey, int>(_leaves.Length);
        for (int i = 0; i < _leaves.Length; i++)
        {
            _ = _capabilities.TryAdd(CallKey.Read(_leaves[i]), i);
        }
    }

    /// <summary>Gets the packed grant.</summary>
    public PackedGrant Grant { get; }

    /// <summary>Gets what is known of the module's helpers and the chain.</summary>
    public ModuleEnvironment Environment { get; }

    /// <summary>Gets the identifier of the session.</summary>
    public SessionId SessionId => Grant.SessionId;

    internal Address[] Helpers { get; }

    /// <summary>The account as a word.</summary>
    internal UInt256 AccountWord { get; }

    internal ulong Route { get; }

    /// <summary>The hash of the nonce domain.</summary>
    internal UInt256 DomainHash { get; }

    /// <summary>core ‖ capabilityRoot ‖ grantHash: what a session is found by.</summary>
    internal ReadOnlySpan<byte> Compact => _compact;

    internal int CapabilityCount => _leaves.Length;

    /// <summary>A leaf ‖ length of its proof ‖ proof, as an operation carries it.</summary>
    internal ReadOnlySpan<byte> Leaf(int index) => _leaves[index];

    internal ValueList<Rule> Rules(int index) => Grant.Grant.Envelope.Capabilities[index].Rules;

    internal bool TryFind(CallKey key, out int index) => _capabilities.TryGetValue(key, out index);

    /// <summary>The capability that an operation names for a call: where there is none, the nearest.</summary>
    internal int Match(CallKey key)
    {
        if (TryFind(key, out int index))
        {
            return index;
        }

        int nearest = 0;
        int nearness = 0;
        for (int i = 0; i < _leaves.Length; i++)
        {
            CallKey leaf = CallKey.Read(_leaves[i]);
            bool isTarget = leaf with { Selector = 0 } == key with { Selector = 0 };
            int score = isTarget ? 2 : leaf.Selector == key.Selector ? 1 : 0;
            if (score > nearness)
            {
                (nearest, nearness) = (i, score);
            }
        }

        return nearest;
    }

    /// <summary>Whether an operation that carries this has a leaf of the tree there, with its proof.</summary>
    internal bool IsProven(CallKey key, ReadOnlySpan<byte> leafAndProof) =>
        TryFind(key, out int index) && leafAndProof.SequenceEqual(_leaves[index]);

    private static byte[] Proven(PackedGrant grant, int index)
    {
        ReadOnlySpan<byte> leaf = grant.Leaves[index].Span;
        ValueList<Hash32> proof = grant.Tree.Proof(index);
        byte[] proven = new byte[leaf.Length + 1 + (proof.Count * Hash32.Length)];
        leaf.CopyTo(proven);
        proven[leaf.Length] = (byte)proof.Count;
        Span<byte> place = proven.AsSpan(leaf.Length + 1);
        foreach (Hash32 sibling in proof.AsSpan())
        {
            sibling.CopyTo(place);
            place = place[Hash32.Length..];
        }

        return proven;
    }
}
