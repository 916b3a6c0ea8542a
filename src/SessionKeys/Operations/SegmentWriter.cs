namespace SessionKeys;

/// <summary>Writes the parts of a segment in their order.</summary>
internal sealed class SegmentWriter(PackedGrant grant, SegmentOptions options)
{
    private readonly TermsWriter _writer = new();

    public ReadOnlySpan<byte> Written => _writer.Written;

    public void Head(Claim claim, bool isEnabling)
    {
        SegmentFlags flags = If(isEnabling, SegmentFlags.Enable)
            | If(options.Renew, SegmentFlags.Renew)
            | If(options.Grace, SegmentFlags.Grace)
            | If(options.P256InSolidity, SegmentFlags.P256InSolidity);
        _writer.Unsigned(UnixTime.Seconds(claim.ClaimedAt, "claimedAt"), 6, "claimedAt");
        ulong notAfter = claim.NotAfter is { } last ? UnixTime.Seconds(last, "notAfter") : 0;
        _writer.Unsigned(notAfter, 6, "notAfter");
        _writer.Byte((byte)flags);
        _writer.Bytes(grant.Core.Span);

        static SegmentFlags If(bool isOn, SegmentFlags flag) => isOn ? flag : SegmentFlags.None;
    }

    public void Grant(Approval approval)
    {
        _writer.Bytes(grant.Details.Span);
        _writer.Bytes(grant.Capabilities.Span);
        _writer.Byte((byte)approval.Form);
        _writer.Unsigned((ulong)approval.Signature.Length, 2, "approver's signature");
        _writer.Bytes(approval.Signature.Span);
    }

    public void Leaves(IReadOnlyCollection<int> used)
    {
        _writer.Hash(grant.Tree.Root);
        _writer.Hash(grant.GrantHash);
        _writer.Unsigned((ulong)used.Count, 1, "leafCount");
        foreach (int index in used)
        {
            _writer.Bytes(grant.Leaves[index].Span);
            Proof(grant.Tree.Proof(index));
        }
    }

    /// <param name="call">The call.</param>
    /// <param name="capabilityIndex">The capability that it names.</param>
    /// <param name="leafIndex">Where that capability stands among the leaves that the segment carries.</param>
    public void Call(Call call, int capabilityIndex, int leafIndex)
    {
        _writer.Unsigned((ulong)leafIndex, 1, "leafIndex");
        ValueList<Rule> rules = grant.Grant.Envelope.Capabilities[capabilityIndex].Rules;
        for (int i = 0; i < rules.Count; i++)
        {
            if (rules[i].Comparison == Comparison.InSet)
            {
                // A word that is missing or no member gets the empty proof: the module refuses it by name.
                _ = call.TryGetWord(rules[i].Word, out UInt256 word);
                _ = grant.SetOf(capabilityIndex, i).TryGetProof(word, out ValueList<Hash32> proof);
                Proof(proof);
            }
        }
    }

    public void Extras()
    {
        if (options.Consent is { } consent)
        {
            _writer.Unsigned(UnixTime.Seconds(consent.Deadline, "deadline"), 6, "deadline");
            _writer.Bytes(consent.Signature.ToArray());
        }

        _writer.Bytes(options.PublicKey.Span);
    }

    private void Proof(ValueList<Hash32> proof)
    {
        _writer.Unsigned((ulong)proof.Count, 1, "proofLength");
        foreach (Hash32 sibling in proof)
        {
            _writer.Hash(sibling);
        }
    }
}
