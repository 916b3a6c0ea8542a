namespace SessionKeys;

internal ref partial struct GrantReader
{
    private readonly bool CheckCapabilities()
    {
        int idAt = _idsAt;
        CallKey previous = default;
        for (int i = 0; i < CapabilityCount; i++)
        {
            int idLength = _data.Byte(idAt);
            if (!CheckName("id", idAt + 1, idLength, 1, IsId))
            {
                return false;
            }

            idAt += 1 + idLength;
            CapabilityTerms capability = new(_data, _capabilities[i]);
            if (!CheckCapability(capability, previous, i))
            {
                return false;
            }

            previous = capability.Key;
        }

        return true;
    }

    private readonly bool CheckCapability(in CapabilityTerms capability, CallKey previous, int index)
    {
        if (capability.Key.CompareTo(previous) <= 0)
        {
            return Stop("CapabilitiesUnsorted", (ulong)index);
        }

        Address target = capability.Key.Target;
        if (TargetRule.IsForbidden(capability.Key, target, _context, _envelope.Helpers))
        {
            return Stop("TargetForbidden", (ulong)index, Word(target));
        }

        return CheckFlags(capability, index)
            && CheckRules(capability, out int spendsAt)
            && CheckSpends(capability, spendsAt, index);
    }

    private readonly bool CheckFlags(in CapabilityTerms capability, int index)
    {
        const byte known = CapabilityTerms.EssentialFlag | CapabilityTerms.HasMaxValueFlag;
        if ((capability.Flags & ~CapabilityTerms.EssentialFlag) == 0)
        {
            return true;
        }

        if ((capability.Flags & ~known) != 0)
        {
            return Stop("TermInvalid", Name("capabilityFlags"), (ulong)capability.Flags, (ulong)known);
        }

        if (capability.MaxValue == 0)
        {
            return Stop("TermInvalid", Name("maxValue"), 0, 1);
        }

        return IndexOf(Asset.Native.Address) < _core.BudgetCount || Stop("NativeBudgetMissing", (ulong)index);
    }

    private readonly bool CheckRules(in CapabilityTerms capability, out int spendsAt)
    {
        spendsAt = capability.FirstRuleAt;
        if (capability.RuleCount > EnvelopeLimits.MaxRules)
        {
            return Stop(
                "TermInvalid", Name("ruleCount"), (ulong)capability.RuleCount, (ulong)EnvelopeLimits.MaxRules);
        }

        for (int i = 0; i < capability.RuleCount; i++)
        {
            RuleTerms rule = new(_data, spendsAt);
            if (!CheckRule(rule))
            {
                return false;
            }

            spendsAt = rule.Next;
        }

        return true;
    }

    private readonly bool CheckRule(in RuleTerms rule)
    {
        if (rule.Comparison > Comparison.AtLeastRatio)
        {
            return Stop(
                "TermInvalid", Name("comparison"), (ulong)rule.Comparison, (ulong)Comparison.AtLeastRatio);
        }

        if (rule.PrintForm > (byte)PrintForm.Hex)
        {
            return Stop("TermInvalid", Name("printForm"), (ulong)rule.PrintForm, (ulong)PrintForm.Hex);
        }

        // Signed numbers and ratios are decimal, a set is the hash of its root, the account an address.
        PrintForm only = rule.Comparison == Comparison.InSet ? PrintForm.Hex
            : rule.Comparison == Comparison.EqualsAccount ? PrintForm.Address
            : PrintForm.Decimal;
        if (rule.Comparison > Comparison.AtLeast && rule.PrintForm != (byte)only)
        {
            return Stop("TermInvalid", Name("printForm"), (ulong)rule.PrintForm, (ulong)only);
        }

        UInt256 value = rule.Value;
        if (rule.PrintForm == (byte)PrintForm.Address && value.BitLength > 160)
        {
            return Stop("TermInvalid", Name("ruleValue"), value, UInt256.MaxValue >> 96);
        }

        bool isRatio = rule.Comparison == Comparison.AtLeastRatio;
        return !isRatio || Ratio.FromValue(value).Denominator != 0 || Stop("TermInvalid", Name("denominator"), 0, 1);
    }

    private readonly bool CheckSpends(in CapabilityTerms capability, int position, int index)
    {
        if (capability.SpendCount > EnvelopeLimits.MaxSpends)
        {
            return Stop(
                "TermInvalid", Name("spendCount"), (ulong)capability.SpendCount, (ulong)EnvelopeLimits.MaxSpends);
        }

        Selector selector = Selector.FromBytes(_data.Range(capability.Position + Address.Length, Selector.Length));
        UInt256 selectorWord = (UInt256)capability.Key.Selector << 224;
        int targetBudget = IndexOf(capability.Key.Target);
        byte? word = null;
        if (targetBudget < _core.BudgetCount)
        {
            word = TokenFunctions.AmountWord(selector);
            if (word is null && TokenFunctions.IsForbidden(selector, out _))
            {
                return Stop("SelectorForbidden", (ulong)index, selectorWord);
            }
        }

        bool isFound = word is null;
        for (int i = 0; i < capability.SpendCount; i++)
        {
            SpendTerms spend = new(_data, position);
            if (!IsFirstOnToken(spend.BudgetIndex))
            {
                return Stop("SpendBudgetInvalid", (ulong)index, (ulong)spend.BudgetIndex);
            }

            if (spend.IsFixed && spend.Amount == 0)
            {
                return Stop("TermInvalid", Name("amount"), 0, 1);
            }

            isFound |= !spend.IsFixed && spend.BudgetIndex == targetBudget && spend.Word == word;
            position = spend.Next;
        }

        return isFound || Stop("SpendRequired", (ulong)index, selectorWord, (ulong)word!.Value);
    }

    /// <summary>Only at the first budget on a token may a spend point.</summary>
    private readonly bool IsFirstOnToken(int index)
    {
        if (index >= _core.BudgetCount)
        {
            return false;
        }

        Address asset = _core.Budget(index).Asset;
        return new Asset(asset).IsToken && IndexOf(asset) == index;
    }
}
