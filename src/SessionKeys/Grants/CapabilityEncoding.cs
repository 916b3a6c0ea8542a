namespace SessionKeys;

/// <summary>One leaf of the capability tree.</summary>
internal static class CapabilityEncoding
{
    private const byte Essential = 0x01;
    private const byte HasMaxValue = 0x02;
    private const byte FixedAmount = 0x80;

    public static byte[] Write(Capability capability, ValueList<Budget> budgets)
    {
        TermsWriter writer = new();
        bool hasMaxValue = capability.MaxValue != 0;
        writer.Address(capability.Target);
        writer.Bytes(capability.Selector.ToArray());
        writer.Byte((byte)((capability.Essential ? Essential : 0) | (hasMaxValue ? HasMaxValue : 0)));
        writer.Byte((byte)(Nibble(capability.Rules.Count, "rules") | (Nibble(capability.Spends.Count, "spends") << 4)));
        if (hasMaxValue)
        {
            writer.Amount(capability.MaxValue);
        }

        foreach (Rule rule in capability.Rules)
        {
            WriteRule(writer, rule);
        }

        foreach (Spend spend in capability.Spends)
        {
            WriteSpend(writer, spend, budgets);
        }

        return writer.ToArray();
    }

    public static Capability Read(ref TermsReader reader, string id, ValueList<Budget> budgets)
    {
        Address target = reader.Address("target");
        Selector selector = Selector.FromBytes(reader.Bytes(Selector.Length, "selector"));
        byte flags = reader.Enumeration(Essential | HasMaxValue, "flags");
        byte counts = reader.Byte("counts");
        UInt128 maxValue = (flags & HasMaxValue) != 0 ? reader.Amount("maxValue") : 0;
        Rule[] rules = new Rule[counts & 0x0f];
        for (int i = 0; i < rules.Length; i++)
        {
            rules[i] = ReadRule(ref reader);
        }

        Spend[] spends = new Spend[counts >> 4];
        for (int i = 0; i < spends.Length; i++)
        {
            spends[i] = ReadSpend(ref reader, budgets);
        }

        return new()
        {
            Id = id,
            Target = target,
            Selector = selector,
            MaxValue = maxValue,
            Rules = rules.ToValueList(),
            Spends = spends.ToValueList(),
            Essential = (flags & Essential) != 0,
        };
    }

    private static void WriteRule(TermsWriter writer, Rule rule)
    {
        writer.Byte(
            (byte)(Nibble((int)rule.Comparison, "comparison") | (Nibble((int)rule.PrintForm, "printForm") << 4)));
        writer.Byte(rule.Word);
        if (rule.Comparison != Comparison.EqualsAccount)
        {
            writer.Word(rule.Value);
        }
        else if (!rule.Value.IsZero)
        {
            throw GrantEncodingException.CannotWrite(
                "value", $"{rule.Value} in a rule equalsAccount", "0", "Leave the value out, or compare with equal.");
        }
    }

    private static void WriteSpend(TermsWriter writer, Spend spend, ValueList<Budget> budgets)
    {
        int index = IndexOfBudget(spend.Asset, budgets);
        if (spend.FixedAmount is not { } amount)
        {
            writer.Byte(Nibble(index, "spend"));
            writer.Byte(spend.Word);
        }
        else
        {
            writer.Byte((byte)(Nibble(index, "spend") | FixedAmount));
            writer.Amount(amount);
        }
    }

    private static Rule ReadRule(ref TermsReader reader)
    {
        int offset = reader.Offset;
        byte head = reader.Byte("comparison");
        (int comparison, int printForm) = (head & 0x0f, head >> 4);
        if (comparison > (int)Comparison.AtLeastRatio || printForm > (int)PrintForm.Hex)
        {
            throw GrantEncodingException.CannotRead(
                "comparison", offset, $"comparison {comparison}, print form {printForm}", "0 to 8 and 0 to 2");
        }

        return new()
        {
            Comparison = (Comparison)comparison,
            PrintForm = (PrintForm)printForm,
            Word = reader.Byte("word"),
            Value = comparison == (int)Comparison.EqualsAccount ? UInt256.Zero : reader.Word("value"),
        };
    }

    private static Spend ReadSpend(ref TermsReader reader, ValueList<Budget> budgets)
    {
        int offset = reader.Offset;
        byte head = reader.Byte("spend");
        int index = head & 0x0f;
        if ((head & ~FixedAmount & 0xf0) != 0 || index >= budgets.Count)
        {
            throw GrantEncodingException.CannotRead(
                "spend", offset, $"0x{head:x2}", $"a budget below {budgets.Count} and only the flag 0x80");
        }

        Asset asset = budgets[index].Asset;
        return (head & FixedAmount) != 0
            ? Spend.Fixed(asset, reader.Amount("amount"))
            : Spend.ByWord(asset, reader.Byte("word"));
    }

    private static int IndexOfBudget(Asset asset, ValueList<Budget> budgets)
    {
        for (int i = 0; i < budgets.Count; i++)
        {
            if (budgets[i].Asset == asset)
            {
                return i;
            }
        }

        throw GrantEncodingException.CannotWrite(
            "spend",
            $"{asset}, which has no budget",
            "an asset with a budget",
            "Add a budget on the asset, or remove the spend.");
    }

    private static byte Nibble(int value, string term) => value is >= 0 and <= 0x0f
        ? (byte)value
        : throw GrantEncodingException.CannotWrite(term, $"{value}", "0 to 15", "Use fewer.");
}
