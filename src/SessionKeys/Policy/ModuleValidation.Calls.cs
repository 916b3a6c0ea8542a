namespace SessionKeys;

internal ref partial struct ModuleValidation
{
    /// <summary>Every call of the operation, each by the leaf it names.</summary>
    private bool JudgeCalls()
    {
        CallReader call = new(_data, _layout.CallDataAt, _layout.CallDataLength);
        if (!call.Open(_context.Route.Standard == AccountStandard.Erc7579))
        {
            return StopFor(call.Fault);
        }

        int cursor = _cursor;
        for (int i = 0; i < call.Count; i++)
        {
            if (!call.Read(i))
            {
                return StopFor(call.Fault);
            }

            RequireTarget(call.Key, i);
            int leafIndex = _data.Byte(cursor);
            if (leafIndex >= _leafCount)
            {
                return Stop("LeafMissing", (ulong)i, (ulong)leafIndex, (ulong)_leafCount);
            }

            CapabilityTerms capability = new(_data, _leaves[leafIndex]);
            if (_account.Mode == AccountMode.Restricted && !capability.IsEssential)
            {
                Refuse("CapabilityNotEssential", (ulong)i);
            }

            cursor++;
            if (!Judge(capability, call, i, ref cursor))
            {
                return false;
            }
        }

        return Advance(cursor);
    }

    private bool StopFor(CallFault fault) => fault.Second is { } second
        ? Stop(fault.Name, fault.First, second)
        : Stop(fault.Name, fault.First);

    private void RequireTarget(CallKey key, int callIndex)
    {
        Address target = key.Target;
        if (TargetRule.IsForbidden(key, target, _context, _envelope.Helpers))
        {
            Refuse("TargetForbidden", (ulong)callIndex, Word(target));
        }
    }

    /// <summary>One call by one capability.</summary>
    /// <param name="capability">The capability.</param>
    /// <param name="call">The call.</param>
    /// <param name="callIndex">Its place.</param>
    /// <param name="cursor">Where the proofs of the capability's rules inSet stand; moves behind them.</param>
    private bool Judge(CapabilityTerms capability, in CallReader call, int callIndex, ref int cursor)
    {
        if (call.Key != capability.Key)
        {
            // Its rules are about another function.
            Refuse("CallNotGranted", (ulong)callIndex, Word(call.Key.Target), (UInt256)call.Key.Selector << 224);
            return SkipProofs(capability, ref cursor);
        }

        if (!call.Value.IsZero)
        {
            if (call.Value > capability.MaxValue)
            {
                Refuse("ValueAboveMaximum", (ulong)callIndex, call.Value, capability.MaxValue);
            }
            else
            {
                AddAmount(_core.BudgetCount, call.Value);
            }
        }

        int position = capability.FirstRuleAt;
        for (int i = 0; i < capability.RuleCount; i++)
        {
            RuleTerms rule = new(_data, position);
            if (!JudgeRule(rule, i, call, callIndex, ref cursor))
            {
                return false;
            }

            position = rule.Next;
        }

        for (int i = 0; i < capability.SpendCount; i++)
        {
            SpendTerms spend = new(_data, position);
            AddSpend(spend, call, callIndex);
            position = spend.Next;
        }

        return true;
    }

    private bool JudgeRule(in RuleTerms rule, int ruleIndex, in CallReader call, int callIndex, ref int cursor)
    {
        bool isThere = TryGetWord(call, callIndex, rule.Word, out UInt256 actual);
        UInt256 allowed = rule.Value;
        bool holds = true;
        if (rule.Comparison <= Comparison.AtLeastSigned)
        {
            holds = !isThere || RuleJudge.IsOrdered(rule.Comparison, actual, allowed);
        }
        else if (rule.Comparison == Comparison.InSet)
        {
            if (!TryReadProof(ref cursor, out int proofAt, out int length))
            {
                return false;
            }

            holds = !isThere || Word(RootOf(SetLeaf(actual), proofAt, length)) == allowed;
        }
        else if (rule.Comparison == Comparison.AtLeastRatio)
        {
            Ratio ratio = Ratio.FromValue(allowed);
            holds = !isThere
                || !TryGetWord(call, callIndex, ratio.OtherWord, out UInt256 other)
                || RuleJudge.IsAtLeastRatio(ratio, actual, other);
        }
        else
        {
            allowed = _envelope.AccountWord;
            holds = !isThere || actual == allowed;
        }

        if (!holds)
        {
            Refuse(
                "RuleViolated",
                (ulong)callIndex,
                (ulong)ruleIndex,
                (ulong)rule.Word,
                (ulong)rule.Comparison,
                actual,
                allowed);
        }

        return true;
    }

    private bool TryReadProof(ref int cursor, out int proofAt, out int length)
    {
        length = _data.Byte(cursor);
        proofAt = cursor + 1;
        cursor = proofAt + (Hash32.Length * length);
        return length <= EnvelopeLimits.MaxProofLength
            || Stop("TermInvalid", Name("proofLength"), (ulong)length, (ulong)EnvelopeLimits.MaxProofLength);
    }

    private bool SkipProofs(in CapabilityTerms capability, ref int cursor)
    {
        int position = capability.FirstRuleAt;
        for (int i = 0; i < capability.RuleCount; i++)
        {
            RuleTerms rule = new(_data, position);
            if (rule.Comparison == Comparison.InSet && !TryReadProof(ref cursor, out _, out _))
            {
                return false;
            }

            position = rule.Next;
        }

        return true;
    }

    private static Hash32 SetLeaf(UInt256 value)
    {
        Span<byte> bytes = stackalloc byte[UInt256.Length];
        value.WriteBigEndian(bytes);
        return MerkleTree.HashLeaf(ValueSetTree.LeafTag, bytes);
    }

    private void AddSpend(in SpendTerms spend, in CallReader call, int callIndex)
    {
        UInt256 amount = spend.IsFixed ? spend.Amount : UInt256.Zero;
        if (!spend.IsFixed && !TryGetWord(call, callIndex, spend.Word, out amount))
        {
            return;
        }

        if (amount.BitLength > 128)
        {
            Refuse("AmountTooWide", (ulong)callIndex, amount);
            return;
        }

        AddAmount(spend.BudgetIndex, amount);
    }

    private readonly void AddAmount(int index, UInt256 amount) => _amounts[index] += amount;

    private bool TryGetWord(in CallReader call, int callIndex, byte index, out UInt256 word)
    {
        bool isThere = call.TryGetWord(index, out word);
        if (!isThere)
        {
            Refuse("WordMissing", (ulong)callIndex, (ulong)index, (ulong)call.DataLength);
        }

        return isThere;
    }
}
