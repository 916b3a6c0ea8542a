using System.Collections.Concurrent;

namespace SessionKeys;

/// <summary>A grant in the signed format, with its hashes.</summary>
/// <remarks>Immutable and thread-safe. Made by <see cref="GrantEncoding.Encode"/>.</remarks>
public sealed class PackedGrant
{
    private readonly ConcurrentDictionary<(int Capability, int Rule), ValueSetTree> _sets = new();

    /// <summary>Joined when first asked for; two threads would join the same bytes.</summary>
    private byte[]? _terms;

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
    }

    /// <summary>Gets the grant; its capabilities are in the order of the format.</summary>
    public SessionGrant Grant { get; }

    /// <summary>Gets the part that every operation carries.</summary>
    public ReadOnlyMemory<byte> Core { get; }

    /// <summary>Gets the part that is shown and signed, but not needed on use.</summary>
    public ReadOnlyMemory<byte> Details { get; }

    /// <summary>Gets all packed capabilities, one behind the other.</summary>
    public ReadOnlyMemory<byte> Capabilities => Terms[(Core.Length + Details.Length)..];

    /// <summary>Gets each packed capability, in the order of the format.</summary>
    public IReadOnlyList<ReadOnlyMemory<byte>> Leaves { get; }

    /// <summary>Gets core ‖ details ‖ capabilities: everything that the approver signs but the context.</summary>
    public ReadOnlyMemory<byte> Terms => _terms ??= Join();

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

    private byte[] Join()
    {
        byte[] terms = new byte[Core.Length + Details.Length + Leaves.Sum(leaf => leaf.Length)];
        Core.CopyTo(terms);
        Details.CopyTo(terms.AsMemory(Core.Length));
        int end = Core.Length + Details.Length;
        foreach (ReadOnlyMemory<byte> leaf in Leaves)
        {
            leaf.CopyTo(terms.AsMemory(end));
            end += leaf.Length;
        }

        return terms;
    }
}
