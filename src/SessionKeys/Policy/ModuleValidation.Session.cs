namespace SessionKeys;

internal ref partial struct ModuleValidation
{
    /// <summary>A session that lives already: the operation carries its core, the two hashes, and its leaves.</summary>
    private bool OpenGranted()
    {
        int rootAt = _core.End;
        if (!Advance(rootAt + (2 * Hash32.Length)))
        {
            return false;
        }

        ReadOnlySpan<byte> compact = _data.Range(_core.Position, _cursor - _core.Position);
        _isCompiled = compact.SequenceEqual(_envelope.Compact);
        _id = _isCompiled ? _envelope.SessionId : GrantEncoding.ComputeSessionId(
            _context, compact[..^(2 * Hash32.Length)], _data.HashAt(rootAt), _data.HashAt(rootAt + Hash32.Length));
        if (!FindStatus())
        {
            return Stop("SessionUnknown", Word(_id.Value.Value));
        }

        return ReadLeaves(rootAt);
    }

    /// <summary>False when the session was never granted.</summary>
    private bool FindStatus()
    {
        SessionRecord? record = _state.Find(_id!.Value);
        _status = record?.Status ?? Never;
        _nextStatus = _status;
        return _status.IsKnown;
    }

    /// <summary>The leaves stand behind the hashes; each leads to the root.</summary>
    private bool ReadLeaves(int rootAt)
    {
        int cursor = _cursor;
        int count = _data.Byte(cursor);
        if (count is 0 or > EnvelopeLimits.MaxLeaves)
        {
            return Stop("TermInvalid", Name("leafCount"), (ulong)count, (ulong)EnvelopeLimits.MaxLeaves);
        }

        cursor++;
        for (int i = 0; i < count; i++)
        {
            _leaves[i] = cursor;
            if (!RequireProven(ref cursor, i, rootAt))
            {
                return false;
            }
        }

        _leafCount = count;
        return Advance(cursor);
    }

    private bool RequireProven(ref int cursor, int index, int rootAt)
    {
        CapabilityTerms leaf = new(_data, cursor);
        int end = leaf.End;
        int proofLength = _data.Byte(end);
        if (proofLength > EnvelopeLimits.MaxProofLength)
        {
            return Stop(
                "TermInvalid", Name("proofLength"), (ulong)proofLength, (ulong)EnvelopeLimits.MaxProofLength);
        }

        int next = end + 1 + (Hash32.Length * proofLength);
        bool isKnown = _isCompiled && _envelope.IsProven(leaf.Key, _data.Range(cursor, next - cursor));
        if (!isKnown)
        {
            Hash32 hash = MerkleTree.HashLeaf(CapabilityTree.LeafTag, _data.Range(cursor, end - cursor));
            if (RootOf(hash, end + 1, proofLength) != _data.HashAt(rootAt))
            {
                return Stop("CapabilityNotInRoot", (ulong)index, _data.Word(rootAt));
            }
        }

        cursor = next;
        return true;
    }

    private readonly Hash32 RootOf(Hash32 hash, int proofAt, int length)
    {
        for (int i = 0; i < length; i++)
        {
            hash = MerkleTree.HashPair(hash, _data.HashAt(proofAt + (Hash32.Length * i)));
        }

        return hash;
    }
}
