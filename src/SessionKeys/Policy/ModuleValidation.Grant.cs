namespace SessionKeys;

internal ref partial struct ModuleValidation
{
    /// <summary>The operation carries the grant. It matters only while the session is new.</summary>
    private bool OpenWithGrant()
    {
        int position = _cursor;
        if (position > _keyProofAt)
        {
            return Advance(position); // no room for a grant: refused
        }

        _refusals ??= new RefusalList();
        ReadOnlySpan<byte> bytes = _data.Range(position, _keyProofAt - position);
        GrantReader grant = new(bytes, _envelope, _account, _claimedAt, _refusals, _leaves);
        bool isRead = grant.Check();
        if (_refusals.Count == 0)
        {
            _refusals = null;
        }

        int signatureAt = position + grant.Length + 3;
        if (!isRead || !Advance(signatureAt + (int)_data.Unsigned(signatureAt - 2, 2)))
        {
            return false;
        }

        _id = grant.SessionId;
        _leafCount = grant.CapabilityCount;
        for (int i = 0; i < _leafCount; i++)
        {
            _leaves[i] += position;
        }

        return FindStatus() || Store(grant, signatureAt);
    }

    private bool Store(in GrantReader grant, int signatureAt)
    {
        if (_claimedAt > grant.Deadline)
        {
            Refuse("GrantDeadlinePassed", grant.Deadline, _claimedAt);
        }
        else
        {
            Limit(grant.Deadline, "grantDeadline");
        }

        RequireApprover(grant.Digest(), signatureAt);
        if (_account.Mode == AccountMode.Restricted)
        {
            Refuse("ModeForbids", (ulong)_account.Mode);
        }

        ulong expiresAt = _core.Ttl != 0 ? Math.Min(_claimedAt + _core.Ttl, _core.ExpiresAt) : _core.ExpiresAt;
        ushort seat = _account.Granted;
        bool isPaused = false;
        if (grant.Replaces is { } replaced)
        {
            if (!Replace(replaced, out seat, out isPaused))
            {
                return false;
            }
        }
        else if (seat == ushort.MaxValue)
        {
            return Stop("GrantsExhausted", (ulong)_account.Epoch);
        }
        else
        {
            _state = _state with { Account = WithOneMoreGranted(_account) };
        }

        _status = new ModuleSessionStatus
        {
            IsKnown = true,
            IsRevoked = false,
            IsPaused = isPaused,
            ExpiresAt = expiresAt,
            LastActivity = _claimedAt,
            Renewals = 0,
            Seat = seat,
            Epoch = _core.Epoch,
        };
        _nextStatus = _status;
        return true;
    }

    /// <summary>In validation another contract's code may not be asked (ERC-7562).</summary>
    private void RequireApprover(Hash32 digest, int signatureAt)
    {
        Address approver = _account.Approver;
        int length = _cursor - signatureAt;
        bool isCanonical = length == EcdsaSignature.Length
            && _data.Byte(signatureAt + 64) is 27 or 28
            && _data.Word(signatureAt + 32) <= HalfOrder;
        if (isCanonical && Recover(digest, signatureAt) == approver)
        {
            return;
        }

        bool isAccount = approver == _context.Account;
        if (isAccount && _envelope.Environment.AccountAnswer is { } answer
            && answer(digest, _data.Range(signatureAt, length).ToArray()))
        {
            return;
        }

        Refuse(
            isAccount || length == EcdsaSignature.Length ? "ApproverSignatureInvalid" : "ApproverNeedsRelay",
            Word(approver));
    }

    /// <summary>The replaced session dies, whether or not it has expired; its seat passes on.</summary>
    private bool Replace(SessionId replaced, out ushort seat, out bool isPaused)
    {
        SessionRecord? record = _state.Find(replaced);
        ModuleSessionStatus status = record?.Status ?? Never;
        (seat, isPaused) = (status.Seat, status.IsPaused);
        if (!status.IsKnown || status.IsRevoked || status.Epoch != _account.Epoch || seat < _account.Floor)
        {
            return Stop("ReplacedNotLive", Word(replaced.Value));
        }

        _state = _state.With(record! with { Status = status with { IsRevoked = true } });
        return true;
    }

    /// <summary>One more seat is taken, and the limit holds again: inside an epoch the floor never falls.</summary>
    private static ModuleAccountState WithOneMoreGranted(ModuleAccountState state)
    {
        int granted = state.Granted + 1;
        int limit = state.ConcurrentLimit;
        int floor = limit == 0 ? state.Floor : Math.Max(state.Floor, granted - limit);
        return state with { Granted = (ushort)granted, Floor = (ushort)floor };
    }
}
