namespace SessionKeys;

internal ref partial struct ModuleValidation
{
    /// <summary>The mark of EIP-7702 in <c>initCode</c>.</summary>
    private const int InitCodeMark = 20;

    private const int PaymasterHead = 52;

    /// <summary>The claim against the session's times, and the bounds that make the claim true.</summary>
    private void RequireTime()
    {
        if (_claimedAt < _core.ValidAfter)
        {
            Refuse("SessionNotYetValid", _core.ValidAfter, _claimedAt);
        }

        if (_claimedAt > _status.ExpiresAt)
        {
            Refuse("SessionExpired", _status.ExpiresAt, _claimedAt);
        }
        else
        {
            Limit(_status.ExpiresAt, "expiresAt");
        }

        RequireActivity(_core.IdleTimeout);
        RequireSchedule(_core.Schedule);
    }

    private void RequireActivity(ulong idleTimeout)
    {
        if (idleTimeout == 0)
        {
            return;
        }

        ulong last = _status.LastActivity;
        if (_claimedAt > last + idleTimeout)
        {
            Refuse("SessionDormant", last, idleTimeout, _claimedAt);
            return;
        }

        Limit(last + idleTimeout, "idleTimeout");
    }

    private void RequireSchedule(ScheduleTerms schedule)
    {
        if (schedule.IsAnyTime)
        {
            return;
        }

        if (!schedule.Allows(_claimedAt))
        {
            Refuse("OutsideSchedule", schedule.From, schedule.To, schedule.Weekdays, _claimedAt);
            return;
        }

        Limit(schedule.EndOf(_claimedAt), "schedule");
    }

    /// <summary>Refuses an operation whose nonce is outside the session's domain.</summary>
    private void RequireNonce()
    {
        int bits = _account.NonceWidth - _core.LaneBits;
        if (bits <= 0)
        {
            // Only of another epoch than the account's, which was refused.
            return;
        }

        UInt256 hash = _isCompiled
            ? _envelope.DomainHash
            : Word(_data.Keccak(_core.NonceDomainAt, _core.NonceDomainLength));
        UInt256 expected = hash >> (256 - bits);
        expected = expected.IsZero ? UInt256.One : expected;
        UInt256 mask = UInt256.MaxValue >> (256 - bits);
        UInt256 actual = (_operation.Nonce >> (_account.NonceShift + _core.LaneBits)) & mask;
        if (actual != expected)
        {
            Refuse("ForeignNonceDomain", expected, actual);
        }
    }

    /// <summary>Refuses an operation that creates an account, or has the EntryPoint call it.</summary>
    private void RequireNoInitData()
    {
        if (_operation.InitCode.Length > InitCodeMark)
        {
            Refuse("InitCodeNotAllowed", (ulong)_operation.InitCode.Length, (ulong)InitCodeMark);
        }
    }

    /// <summary>Refuses a paymaster that the session does not name, and none where it names one.</summary>
    private void RequirePaymaster()
    {
        GrantFeatures terms = _core.Features & (GrantFeatures.Paymaster | GrantFeatures.AnyPaymaster);
        int length = _layout.PaymasterLength;
        if (terms != GrantFeatures.Paymaster && length == 0)
        {
            return;
        }

        if (length is > 0 and < PaymasterHead)
        {
            Refuse("PaymasterDataMalformed", (ulong)length);
            return;
        }

        Address actual = length == 0 ? Address.Zero : _data.Address(_layout.PaymasterAt);
        Address named = _core.Paymaster;
        bool isAllowed = !actual.IsZero && (terms == GrantFeatures.AnyPaymaster || actual == named);
        if (!isAllowed)
        {
            Refuse("PaymasterNotAllowed", Word(actual), Word(named));
        }
    }

    /// <summary>A renewal that the operation asks for, and the session's last activity.</summary>
    /// <param name="isRight">Becomes false for a wrong signature of the renewer.</param>
    private bool RenewAndLive(ref bool isRight)
    {
        if (Has(SegmentFlags.Renew) && !Renew(ref isRight))
        {
            return false;
        }

        if (_core.Has(GrantFeatures.IdleTimeout) && _claimedAt > _nextStatus.LastActivity)
        {
            _nextStatus = _nextStatus with { LastActivity = _claimedAt };
        }

        return true;
    }

    /// <summary>Refuses an operation that the account would execute without the guard that the session names.</summary>
    private void RequireGuard()
    {
        if (!_core.Has(GrantFeatures.Guard))
        {
            return;
        }

        Address guard = _core.Guard;
        for (int i = 0; i < _leafCount; i++)
        {
            if (new CapabilityTerms(_data, _leaves[i]).Key.Target == guard)
            {
                Refuse("TargetForbidden", (ulong)i, Word(guard));
            }
        }

        bool isSeen = _context.Route.Standard == AccountStandard.Erc7579
            || CallReader.IsBehindExecuteUserOp(_data, _layout.CallDataAt);
        if (!isSeen || !_envelope.Environment.ArmedGuards.Contains(guard))
        {
            Refuse("GuardMissing", Word(guard), _context.Route.ToPacked());
        }
    }

    private bool Renew(ref bool isRight)
    {
        if (_account.Mode != AccountMode.Normal)
        {
            Refuse("ModeForbids", (ulong)_account.Mode);
        }

        ulong renewed = Math.Min(_claimedAt + _core.Ttl, _core.ExpiresAt);
        if (_status.Renewals >= _core.MaxRenewals)
        {
            Refuse("RenewalsExhausted", (ulong)_core.MaxRenewals);
        }
        else if (renewed <= _status.ExpiresAt)
        {
            Refuse("RenewalExtendsNothing", _status.ExpiresAt, renewed);
        }
        else
        {
            _nextStatus = _nextStatus with
            {
                ExpiresAt = renewed,
                Renewals = (ushort)(_status.Renewals + 1),
            };
        }

        Address renewer = _core.Renewer;
        return renewer.IsZero || ReadConsent(renewer, ref isRight);
    }

    /// <summary>The renewer's deadline and signature stand at the cursor.</summary>
    private bool ReadConsent(Address renewer, ref bool isRight)
    {
        int position = _cursor;
        if (!Advance(position + 6 + EcdsaSignature.Length))
        {
            return false;
        }

        ulong deadline = _data.Unsigned(position, 6);
        if (deadline >= TimeLimit)
        {
            return Stop("TermInvalid", Name("renewerDeadline"), deadline, TimeLimit - 1);
        }

        if (_claimedAt > deadline)
        {
            Refuse("RenewerDeadlinePassed", deadline, _claimedAt);
        }
        else
        {
            Limit(deadline, "renewerDeadline");
        }

        bool isJudged = _refusals is null;
        Hash32 digest = isJudged
            ? RenewalDigest.Compute(_context, _id!.Value, _nextStatus.Renewals, deadline)
            : default;
        isRight &= IsSignedBy(renewer, digest, position + 6, isJudged);
        return true;
    }
}
