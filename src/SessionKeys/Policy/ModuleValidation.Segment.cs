namespace SessionKeys;

internal ref partial struct ModuleValidation
{
    private const int LengthSize = 2;
    private const int SegmentHead = 13;
    private const int MinSegmentLength = SegmentHead + CoreTerms.BudgetLength + EcdsaSignature.Length;

    private static readonly UInt256 P256HalfOrder =
        UInt256.Parse("0x7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8");

    private static readonly UInt256 HalfOrder =
        UInt256.Parse("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

    /// <summary>Finds the segment and reads its head: claimedAt 6 ‖ notAfter 6 ‖ flags 1.</summary>
    private bool OpenSegment()
    {
        int available = _layout.SignatureLength - LengthSize;
        int end = _layout.SignatureAt + available;
        int length = available < MinSegmentLength ? 0 : (int)_data.Unsigned(end, LengthSize);
        if (length is < MinSegmentLength or > EnvelopeLimits.MaxSegmentLength || length > available)
        {
            return StopForLength(length, end);
        }

        _position = end - length;
        _cursor = _position + SegmentHead;
        _core = new CoreTerms(_data, _cursor);
        SegmentFlags allowed = SegmentFlags.Enable | SegmentFlags.Renew | SegmentFlags.Grace;
        if (_core.IsP256)
        {
            _signatureAt = end - P256.SignatureLength;
            _keyProofAt = _signatureAt - P256.PublicKeyLength;
            allowed |= SegmentFlags.P256InSolidity;
        }
        else
        {
            _signatureAt = end - EcdsaSignature.Length;
            _keyProofAt = _signatureAt;
        }

        return ReadHead(allowed);
    }

    private bool ReadHead(SegmentFlags allowed)
    {
        _claimedAt = _data.Unsigned(_position, 6);
        ulong notAfter = _data.Unsigned(_position + 6, 6);
        _flags = (SegmentFlags)_data.Byte(_position + 12);
        if (_claimedAt >= TimeLimit)
        {
            return Stop("TermInvalid", Name("claimedAt"), _claimedAt, TimeLimit - 1);
        }

        if (notAfter >= TimeLimit)
        {
            return Stop("TermInvalid", Name("notAfter"), notAfter, TimeLimit - 1);
        }

        if ((_flags & ~allowed) != 0)
        {
            return Stop("TermInvalid", Name("flags"), (ulong)_flags, (ulong)allowed);
        }

        _validUntil = notAfter == 0 ? TimeLimit : notAfter;
        _upper = "notAfter";
        return true;
    }

    private bool StopForLength(int length, int end)
    {
        int available = Math.Max(_layout.SignatureLength - LengthSize, 0);
        if (length == 0 && _layout.SignatureLength >= LengthSize)
        {
            length = (int)_data.Unsigned(end, LengthSize);
        }

        int maximum = Math.Min(available, EnvelopeLimits.MaxSegmentLength);
        return Stop("SegmentLengthInvalid", (ulong)length, (ulong)maximum);
    }

    /// <summary>Moves on to the next part, which begins before the proof of the session key or at it.</summary>
    private bool Advance(int cursor)
    {
        _cursor = cursor;
        return cursor <= _keyProofAt || StopForMismatch();
    }

    /// <summary>The parts end where the proof of the session key begins.</summary>
    private bool Close() => _cursor == _keyProofAt || StopForMismatch();

    private bool StopForMismatch()
    {
        int keyProof = _signatureAt - _keyProofAt;
        keyProof += keyProof == 0 ? EcdsaSignature.Length : P256.SignatureLength;
        return Stop(
            "SegmentLengthMismatch",
            (ulong)(_cursor - _position + keyProof),
            (ulong)(_keyProofAt - _position + keyProof));
    }

    /* SIGNATURES */

    /// <summary>A malformed signature is refused by name; a wrong one is an answer.</summary>
    private bool IsSigned(Hash32? userOpHash)
    {
        bool isJudged = userOpHash is not null && _refusals is null;
        Hash32 digest = isJudged
            ? OperationDigest.Compute(
                _context.ChainId,
                _context.Module,
                userOpHash!.Value,
                _data.Keccak(_position, _signatureAt - _position))
            : default;
        return _core.IsP256
            ? IsSignedByP256(digest, isJudged)
            : IsSignedBy(_core.SessionKey, digest, _signatureAt, isJudged);
    }

    /// <summary>Whether the 65 bytes at a position are this signer's; true when only their form is judged.</summary>
    private bool IsSignedBy(Address signer, Hash32 digest, int position, bool isJudged)
    {
        byte v = _data.Byte(position + 64);
        if (v is not (27 or 28) || _data.Word(position + 32) > HalfOrder)
        {
            Refuse("SignatureMalformed", (ulong)EcdsaSignature.Length);
            return true;
        }

        return !isJudged || Recover(digest, position) == signer;
    }

    /// <summary>The signer of a well-formed signature; zero if there is none.</summary>
    private readonly Address Recover(Hash32 digest, int position)
    {
        EcdsaSignature signature = new(
            _data.HashAt(position), _data.HashAt(position + 32), _data.Byte(position + 64));
        return Secp256k1.TryRecover(digest, signature, out Address signer) ? signer : Address.Zero;
    }

    private bool IsSignedByP256(Hash32 digest, bool isJudged)
    {
        Address actual = Secp256k1.ToAddress(_data.Range(_keyProofAt, P256.PublicKeyLength));
        if (actual != _core.SessionKey)
        {
            Refuse("PublicKeyMismatch", Word(_core.SessionKey), Word(actual));
            return true;
        }

        if (_data.Word(_signatureAt + 32) > P256HalfOrder)
        {
            Refuse("SignatureMalformed", (ulong)P256.SignatureLength);
            return true;
        }

        bool isAnswered = Has(SegmentFlags.P256InSolidity) || _envelope.Environment.HasP256Precompile;
        return !isJudged || (isAnswered && P256.Verify(
            _data.Range(_keyProofAt, P256.PublicKeyLength),
            digest,
            _data.Range(_signatureAt, P256.SignatureLength)));
    }
}
