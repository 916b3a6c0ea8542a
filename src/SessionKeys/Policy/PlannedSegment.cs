namespace SessionKeys;

/// <summary>
/// Writes the segment that <see cref="SessionSegment"/> builds, from what is compiled: byte for byte the same but for
/// the session key's signature, which is one of nobody.
/// </summary>
internal readonly ref struct PlannedSegment(CompiledEnvelope envelope, SegmentOptions options, Approval? approval)
{
    private const int Head = 13;
    private const int LengthSize = 2;
    private const int ConsentLength = 6 + EcdsaSignature.Length;
    private const int MostProof = 1 + (EnvelopeLimits.MaxProofLength * Hash32.Length);

    private readonly CompiledEnvelope _envelope = envelope;
    private readonly SegmentOptions _options = options;
    private readonly Approval? _approval = approval;

    private int SignatureLength => _envelope.Grant.Grant.Envelope.KeyType == KeyType.P256
        ? P256.SignatureLength
        : EcdsaSignature.Length;

    /// <summary>Finds the capability of each call, as far as the calls can be read.</summary>
    /// <returns>How many calls there are.</returns>
    public int Match(CallReader calls, scoped Span<int> capabilities)
    {
        if (!calls.Open(_envelope.Grant.Grant.Context.Route.Standard == AccountStandard.Erc7579))
        {
            return 0;
        }

        int count = 0;
        while (count < calls.Count && calls.Read(count))
        {
            capabilities[count] = _envelope.Match(calls.Key);
            count++;
        }

        return count;
    }

    /// <summary>At least as many bytes as the segment will have.</summary>
    public int MostBytes(ReadOnlySpan<int> capabilities)
    {
        int most = Head + ConsentLength + _options.PublicKey.Length + SignatureLength + LengthSize;
        most += _approval is { } given
            ? _envelope.Grant.Terms.Length + 3 + given.Signature.Length
            : _envelope.Compact.Length + 1 + _envelope.Leaf(0).Length;
        foreach (int capability in capabilities)
        {
            int proofs = _envelope.Rules(capability).Count * MostProof;
            most += 1 + proofs + (_approval is null ? _envelope.Leaf(capability).Length : 0);
        }

        return most;
    }

    /// <returns>The length of the segment.</returns>
    public int Write(
        scoped Span<byte> destination, Claim claim, CallReader calls, scoped ReadOnlySpan<int> capabilities)
    {
        BytesWriter writer = new(destination);
        WriteHead(ref writer, claim);
        Span<int> carried = stackalloc int[EnvelopeLimits.MaxCalls];
        carried = Carried(capabilities, carried);
        if (_approval is { } given)
        {
            writer.Bytes(_envelope.Grant.Terms.Span);
            writer.Byte((byte)given.Form);
            writer.Unsigned((ulong)given.Signature.Length, LengthSize);
            writer.Bytes(given.Signature.Span);
        }
        else
        {
            writer.Bytes(_envelope.Compact);
            writer.Byte((byte)carried.Length);
            foreach (int capability in carried)
            {
                writer.Bytes(_envelope.Leaf(capability));
            }
        }

        WriteCalls(ref writer, calls, capabilities, carried);
        if (_options.Consent is { } consent)
        {
            writer.Unsigned(UnixTime.Seconds(consent.Deadline, "deadline"), 6);
            writer.Bytes(consent.Signature.ToArray());
        }

        writer.Bytes(_options.PublicKey.Span);
        writer.Skip(SignatureLength);
        if (SignatureLength == EcdsaSignature.Length)
        {
            destination[writer.Length - 1] = 27; // all else of the stub is zero, which is canonical
        }

        writer.Unsigned((ulong)Math.Min(writer.Length, ushort.MaxValue), LengthSize);
        return writer.Length;
    }

    private void WriteHead(ref BytesWriter writer, Claim claim)
    {
        SegmentFlags flags = (_approval is null ? SegmentFlags.None : SegmentFlags.Enable)
            | (_options.Renew ? SegmentFlags.Renew : SegmentFlags.None)
            | (_options.Grace ? SegmentFlags.Grace : SegmentFlags.None)
            | (_options.P256InSolidity ? SegmentFlags.P256InSolidity : SegmentFlags.None);
        writer.Unsigned(UnixTime.Seconds(claim.ClaimedAt, "claimedAt"), 6);
        writer.Unsigned(claim.NotAfter is { } last ? UnixTime.Seconds(last, "notAfter") : 0, 6);
        writer.Byte((byte)flags);
    }

    /// <summary>Each used capability once, in increasing order; the first one when no call can be read.</summary>
    private static Span<int> Carried(ReadOnlySpan<int> capabilities, Span<int> carried)
    {
        if (capabilities.IsEmpty)
        {
            carried[0] = 0;
            return carried[..1];
        }

        capabilities.CopyTo(carried);
        carried = carried[..capabilities.Length];
        carried.Sort();
        int count = 1;
        for (int i = 1; i < carried.Length; i++)
        {
            if (carried[i] != carried[count - 1])
            {
                carried[count++] = carried[i];
            }
        }

        return carried[..count];
    }

    private void WriteCalls(
        ref BytesWriter writer,
        CallReader calls,
        scoped ReadOnlySpan<int> capabilities,
        scoped ReadOnlySpan<int> carried)
    {
        if (capabilities.IsEmpty)
        {
            return;
        }

        _ = calls.Open(_envelope.Grant.Grant.Context.Route.Standard == AccountStandard.Erc7579);
        for (int i = 0; i < capabilities.Length; i++)
        {
            _ = calls.Read(i);
            int capability = capabilities[i];

            // Of a grant with more capabilities than an operation may carry: refused before this byte is read.
            writer.Byte(unchecked((byte)(_approval is null ? carried.IndexOf(capability) : capability)));
            ValueList<Rule> rules = _envelope.Rules(capability);
            for (int rule = 0; rule < rules.Count; rule++)
            {
                if (rules[rule].Comparison == Comparison.InSet)
                {
                    // A word that is missing or no member gets the empty proof: the module refuses it by name.
                    _ = calls.TryGetWord(rules[rule].Word, out UInt256 word);
                    _ = _envelope.Grant.SetOf(capability, rule).TryGetProof(word, out ValueList<Hash32> proof);
                    WriteProof(ref writer, proof);
                }
            }
        }
    }

    private static void WriteProof(ref BytesWriter writer, ValueList<Hash32> proof)
    {
        writer.Byte((byte)proof.Count);
        Span<byte> bytes = stackalloc byte[Hash32.Length];
        foreach (ref readonly Hash32 sibling in proof.AsSpan())
        {
            sibling.CopyTo(bytes);
            writer.Bytes(bytes);
        }
    }
}
