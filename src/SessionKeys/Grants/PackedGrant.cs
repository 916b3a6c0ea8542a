using System.Collections.Concurrent;

namespace SessionKeys;

/// <summary>A grant in the signed format, with its hashes.</summary>
/// <remarks>Immutable and thread-safe. Made by <see cref="GrantEncoding.Encode"/>.</remarks>
public sealed class PackedGrant
{
    private readonly ConcurrentDictionary<(int Capability, int Rule), ValueSetTree> _sets = new();

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
        byte[] terms = new byte[core.Length + details.Length + leaves.Sum(leaf => leaf.Length)];
        core.CopyTo(terms, 0);
        details.CopyTo(terms, core.Length);
        int end = core.Length + details.Length;
        Capabilities = terms.AsMemory(end);
        foreach (ReadOnlyMemory<byte> leaf in leaves)
        {
            leaf.CopyTo(terms.AsMemory(end));
            end += leaf.Length;
        }

        Terms = terms;
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

    /// <summary>Gives the set of a rule <see cref="Comparison.InSet"/>; its tree is built once.</summary>
    internal ValueSetTree SetOf(int capabilityIndex, int ruleIndex) =>
        _sets.GetOrAdd((capabilityIndex, ruleIndex), key =>
        {
            Rule rule = Grant.Envelope.Capabilities[key.Capability].Rules[key.Rule];
            ValueSetTree? tree = rule.Set.Count > 0 ? new ValueSetTree(rule.Set) : null;
            return tree is not null && UInt256.ReadBigEndian(tree.Root.ToArray()) == rule.Value
                ? tree
                : throw new SessionKeyException(
                    "set-unknown",
                    $"The call was refused: of the set in rule {key.Rule} of capability {key.Capability} the root is " +
                    $"{Hex.Format(rule.Value.ToArray())}, but {rule.Set.Count} members of it are known here. " +
                    "Load the envelope with the values of the set; packed terms hold only its root.");
        });
}
