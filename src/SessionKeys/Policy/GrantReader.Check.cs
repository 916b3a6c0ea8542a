namespace SessionKeys;

internal ref partial struct GrantReader
{
    private const ulong TimeLimit = 1UL << 47;
    private const ulong MaxLifetime = 366 * Day;
    private const ulong Day = 86_400;
    private const ulong AllWeekdays = 0x7f;

    private bool CheckTerms() =>
        CheckKey()
        && CheckTimes()
        && CheckDomain()
        && CheckGroups()
        && CheckBudgets()
        && CheckFees()
        && (!_core.Has(GrantFeatures.Guard) || CheckGuard())
        && (Deadline < TimeLimit || Stop("TermInvalid", Name("grantDeadline"), Deadline, TimeLimit - 1))
        && CheckName("label", _labelAt, _labelLength, 0, IsLabel)
        && CheckCapabilities();

    private readonly bool CheckKey()
    {
        if (_core.KeyType > (byte)KeyType.P256)
        {
            return Stop("TermInvalid", Name("keyType"), (ulong)_core.KeyType, (ulong)KeyType.P256);
        }

        Address key = _core.SessionKey;
        bool isForbidden = key.IsZero || key == _context.Account || key == _account.Approver
            || key == _context.Module || key == _core.Renewer;
        return !isForbidden || Stop("SessionKeyForbidden", Word(key));
    }

    private readonly bool CheckTimes()
    {
        ulong expiresAt = _core.ExpiresAt;
        return expiresAt >= TimeLimit ? Stop("TermInvalid", Name("expiresAt"), expiresAt, TimeLimit - 1)
            : expiresAt <= _core.ValidAfter ? Stop("TermInvalid", Name("expiresAt"), expiresAt, _core.ValidAfter + 1)
            : expiresAt <= _activation + MaxLifetime
                || Stop("TermInvalid", Name("expiresAt"), expiresAt, _activation + MaxLifetime);
    }

    private readonly bool CheckDomain()
    {
        if (_core.LaneBits + NonceLayout.MinDomainBits > _account.NonceWidth)
        {
            return Stop(
                "TermInvalid",
                Name("laneBits"),
                (ulong)_core.LaneBits,
                (ulong)(_account.NonceWidth - NonceLayout.MinDomainBits));
        }

        return CheckName("nonceDomain", _core.NonceDomainAt, _core.NonceDomainLength, 1, IsNonceDomain);
    }

    /// <summary>A group that is present has no off value: one meaning, one encoding.</summary>
    private readonly bool CheckGroups()
    {
        if (_core.Has(GrantFeatures.Ttl) && _core.Ttl == 0)
        {
            return Stop("TermInvalid", Name("ttl"), 0, 1);
        }

        if (_core.Has(GrantFeatures.Renewer) && !CheckRenewer())
        {
            return false;
        }

        if (_core.Has(GrantFeatures.IdleTimeout) && _core.IdleTimeout == 0)
        {
            return Stop("TermInvalid", Name("idleTimeout"), 0, 1);
        }

        return !_core.Has(GrantFeatures.Schedule) || CheckSchedule(_core.Schedule);
    }

    private readonly bool CheckRenewer()
    {
        Address renewer = _core.Renewer;
        if (renewer.IsZero || renewer == _context.Account || renewer == _context.Module)
        {
            return Stop("RenewerForbidden", Word(renewer));
        }

        // 0 without a ttl, too: there is nothing to renew.
        return _core.MaxRenewals != 0 || Stop("TermInvalid", Name("renewer"), 0, 1);
    }

    private readonly bool CheckSchedule(ScheduleTerms schedule)
    {
        if (schedule.To is 0 or > Day)
        {
            return Stop("TermInvalid", Name("scheduleTo"), schedule.To, Day);
        }

        if (schedule.From >= schedule.To)
        {
            return Stop("TermInvalid", Name("scheduleFrom"), schedule.From, schedule.To - 1);
        }

        return schedule.Weekdays is not 0 and <= AllWeekdays
            || Stop("TermInvalid", Name("weekdays"), schedule.Weekdays, AllWeekdays);
    }

    private readonly bool CheckBudgets()
    {
        if (_core.BudgetCount > EnvelopeLimits.MaxBudgets)
        {
            return Stop(
                "TermInvalid", Name("budgetCount"), (ulong)_core.BudgetCount, (ulong)EnvelopeLimits.MaxBudgets);
        }

        for (int i = 0; i < _core.BudgetCount; i++)
        {
            BudgetTerms budget = _core.Budget(i);
            UInt256 asset = Word(budget.Asset);
            if (asset > 2UL && asset <= ushort.MaxValue)
            {
                return Stop("TermInvalid", Name("asset"), asset, (ulong)ushort.MaxValue + 1);
            }

            if (!CheckWindow(budget))
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool CheckWindow(in BudgetTerms budget)
    {
        const ulong minCalendar = 600;
        const ulong minRolling = 3_600;
        return (BudgetKind)budget.Kind switch
        {
            BudgetKind.Lifetime => budget.Period == 0 || Stop("TermInvalid", Name("period"), budget.Period, 0),
            BudgetKind.Calendar when budget.Period < minCalendar =>
                Stop("TermInvalid", Name("period"), budget.Period, minCalendar),
            BudgetKind.Calendar => budget.Limit <= EnvelopeLimits.MaxCalendarLimit
                || Stop("TermInvalid", Name("limit"), budget.Limit, EnvelopeLimits.MaxCalendarLimit),
            BudgetKind.Rolling when budget.Period < minRolling =>
                Stop("TermInvalid", Name("period"), budget.Period, minRolling),
            BudgetKind.Rolling => budget.Period % 4 == 0
                || Stop("TermInvalid", Name("period"), budget.Period, budget.Period - (budget.Period % 4)),
            _ => Stop("TermInvalid", Name("budgetKind"), (ulong)budget.Kind, (ulong)BudgetKind.Rolling),
        };
    }

    private readonly bool CheckFees()
    {
        bool isLimited = IndexOf(Asset.Gas.Address) < _core.BudgetCount;
        bool hasPaymaster = _core.Has(GrantFeatures.Paymaster);
        if (_core.Has(GrantFeatures.FeesUnlimited))
        {
            if (isLimited)
            {
                return Stop("TermInvalid", Name("feesUnlimited"), 1, 0);
            }
        }
        else if (!isLimited && !hasPaymaster)
        {
            return Stop("FeesNotLimited");
        }

        bool isWrong = hasPaymaster && (_core.Has(GrantFeatures.AnyPaymaster) || _core.Paymaster.IsZero);
        return !isWrong || Stop("TermInvalid", Name("paymaster"), Word(_core.Paymaster), 1);
    }

    /// <summary>A limit in USD never limits nothing, and never stands without the prices it is counted by.</summary>
    private readonly bool CheckGuard()
    {
        const ulong minPeriod = 600;
        Address guard = _core.Guard;
        if (Word(guard) <= ushort.MaxValue)
        {
            return Stop("TermInvalid", Name("guard"), Word(guard), (ulong)ushort.MaxValue + 1);
        }

        (UInt256 limit, ulong period, UInt256 feedsHash) = (_core.UsdLimit, _core.UsdPeriod, _core.FeedsHash);
        bool isRight = limit.IsZero
            ? (period == 0 || Stop("TermInvalid", Name("usdPeriod"), period, 0))
                && (feedsHash.IsZero || Stop("TermInvalid", Name("feedsHash"), feedsHash, 0))
            : (period >= minPeriod || Stop("TermInvalid", Name("usdPeriod"), period, minPeriod))
                && (!feedsHash.IsZero || Stop("TermInvalid", Name("feedsHash"), 0, 1))
                && (HasOutflow() || Stop("TermInvalid", Name("usdLimit"), limit, 0));
        return isRight && CheckGuardIsNoTarget(guard);
    }

    /// <summary>Whether anything that can leave the account is budgeted.</summary>
    private readonly bool HasOutflow()
    {
        for (int i = 0; i < _core.BudgetCount; i++)
        {
            Address asset = _core.Budget(i).Asset;
            if (asset != Asset.Operations.Address && asset != Asset.Gas.Address)
            {
                return true;
            }
        }

        return false;
    }

    private readonly bool CheckGuardIsNoTarget(Address guard)
    {
        for (int i = 0; i < CapabilityCount; i++)
        {
            if (new CapabilityTerms(_data, _capabilities[i]).Key.Target == guard)
            {
                return Stop("TargetForbidden", (ulong)i, Word(guard));
            }
        }

        return true;
    }

    /// <summary>The first budget on an asset, or their count.</summary>
    private readonly int IndexOf(Address asset)
    {
        int index = 0;
        while (index < _core.BudgetCount && _core.Budget(index).Asset != asset)
        {
            index++;
        }

        return index;
    }

    private readonly bool CheckName(string term, int position, int length, int minimum, Func<byte, bool> isAllowed)
    {
        if (length < minimum || length > EnvelopeLimits.MaxNameLength)
        {
            int allowed = length < minimum ? minimum : EnvelopeLimits.MaxNameLength;
            return Stop("TermInvalid", Name(term), (ulong)length, (ulong)allowed);
        }

        for (int i = 0; i < length; i++)
        {
            byte character = _data.Byte(position + i);
            if (!isAllowed(character))
            {
                return Stop("CharacterInvalid", Name(term), (ulong)i, (UInt256)character << 248);
            }
        }

        return true;
    }

    private static bool IsId(byte character) =>
        char.IsAsciiLetterLower((char)character) || char.IsAsciiDigit((char)character)
        || character is (byte)'.' or (byte)'_' or (byte)'-';

    private static bool IsNonceDomain(byte character) => IsId(character) || character == (byte)':';

    private static bool IsLabel(byte character) => IsId(character) || char.IsAsciiLetterUpper((char)character);

    private static UInt256 Word(Address address)
    {
        Span<byte> bytes = stackalloc byte[Address.Length];
        address.CopyTo(bytes);
        return UInt256.ReadBigEndian(bytes);
    }
}
