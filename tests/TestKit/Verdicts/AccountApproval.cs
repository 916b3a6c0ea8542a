namespace SessionKeys.TestKit;

/// <summary>The one signature that an account without a key of its own takes (ERC-1271).</summary>
/// <param name="Digest">What is approved.</param>
/// <param name="Signature">Any bytes.</param>
public sealed record AccountApproval(Hash32 Digest, ValueList<byte> Signature)
{
    /// <summary>The account's answer, as the evaluator asks for it.</summary>
    public bool Answer(Hash32 digest, ReadOnlyMemory<byte> signature) =>
        digest == Digest && signature.Span.SequenceEqual(Signature.AsSpan());
}
