using System.Text;

namespace SessionKeys;

/// <summary>Describes each call of an operation with its capability, rule by rule.</summary>
internal static class CallExplanation
{
    public static void Write(StringBuilder text, CompiledEnvelope envelope, PackedUserOperation operation)
    {
        CallReader calls = new(new CallDataBytes(operation.CallData.Span), 0, operation.CallData.Length);
        if (!calls.Open(envelope.Grant.Grant.Context.Route.Standard == AccountStandard.Erc7579))
        {
            _ = text.Append("Its calls cannot be read.\n");
            return;
        }

        for (int i = 0; i < calls.Count; i++)
        {
            if (!calls.Read(i))
            {
                _ = text.Append($"Call {i + 1} of {calls.Count} cannot be read.\n");
                return;
            }

            Write(text, envelope, calls, i);
        }
    }

    private static void Write(StringBuilder text, CompiledEnvelope envelope, in CallReader call, int index)
    {
        byte[] selector = [.. BitConverter.GetBytes(call.Key.Selector).Reverse()];
        string function = call.DataLength == 0
            ? "empty call data"
            : KnownFunctions.Describe(Selector.FromBytes(selector));
        _ = text.Append($"Call {index + 1} of {call.Count}: {call.Key.Target}, {function}, {call.Value} wei.\n");
        if (!envelope.TryFind(call.Key, out int found))
        {
            _ = text.Append("  No capability matches: ").Append(WhyNone(envelope, call.Key)).Append(".\n");
            return;
        }

        Capability capability = envelope.Grant.Grant.Envelope.Capabilities[found];
        _ = text.Append($"  Capability {found + 1}, {capability.Id}, matches.\n");
        if (!call.Value.IsZero)
        {
            string holds = call.Value <= capability.MaxValue ? "holds" : "BROKEN";
            _ = text.Append($"  Value: at most {capability.MaxValue} wei: {holds}.\n");
        }

        for (int i = 0; i < capability.Rules.Count; i++)
        {
            Write(text, envelope, call, found, i);
        }

        foreach (Spend spend in capability.Spends)
        {
            string amount = spend.FixedAmount is { } fixedAmount ? $"{fixedAmount}"
                : call.TryGetWord(spend.Word, out UInt256 word) ? $"{word} (word {spend.Word})"
                : $"word {spend.Word}, which is missing,";
            _ = text.Append($"  Spends {amount} of {spend.Asset}.\n");
        }
    }

    private static void Write(
        StringBuilder text, CompiledEnvelope envelope, in CallReader call, int capability, int index)
    {
        Rule rule = envelope.Rules(capability)[index];
        _ = text.Append($"  Rule {index + 1}: word {RuleText.Describe(rule)}: ");
        _ = !call.TryGetWord(rule.Word, out UInt256 word) ? text.Append("BROKEN, the word is missing.\n")
            : Holds(envelope, call, capability, index, word) is { } holds
                ? text.Append($"it is {Show(rule, word)}: {(holds ? "holds" : "BROKEN")}.\n")
                : text.Append($"it is {Show(rule, word)}: the members of the set are not known here.\n");
    }

    /// <summary>Null when only the root of a set is known.</summary>
    private static bool? Holds(
        CompiledEnvelope envelope, in CallReader call, int capability, int index, UInt256 word)
    {
        Rule rule = envelope.Rules(capability)[index];
        return rule.Comparison switch
        {
            <= Comparison.AtLeastSigned => RuleJudge.IsOrdered(rule.Comparison, word, rule.Value),
            Comparison.InSet => rule.Set.Count == 0 ? null : rule.Set.AsSpan().BinarySearch(word) >= 0,
            Comparison.AtLeastRatio => Ratio.FromValue(rule.Value) is var ratio
                && call.TryGetWord(ratio.OtherWord, out UInt256 other)
                && RuleJudge.IsAtLeastRatio(ratio, word, other),
            _ => word == envelope.AccountWord,
        };
    }

    private static string Show(Rule rule, UInt256 word) => rule.Comparison switch
    {
        Comparison.AtMostSigned or Comparison.AtLeastSigned => RuleText.Signed(word),
        Comparison.EqualsAccount => Hex.Format(word.ToArray()),
        _ => rule.PrintForm == PrintForm.Decimal ? word.ToString()
            : rule.PrintForm == PrintForm.Address && word.BitLength <= 160 ? Hex.Format(word.ToArray().AsSpan(12))
            : Hex.Format(word.ToArray()),
    };

    private static string WhyNone(CompiledEnvelope envelope, CallKey key)
    {
        ValueList<Capability> capabilities = envelope.Grant.Grant.Envelope.Capabilities;
        Capability nearest = capabilities[envelope.Match(key)];
        return nearest.Target == key.Target
            ? $"of this contract the session may call {string.Join(", ", capabilities
                .Where(each => each.Target == key.Target)
                .Select(each => $"{KnownFunctions.Describe(each.Selector)} ({each.Id})"))}"
            : $"the session may call nothing of this contract; nearest is {nearest.Id}, {nearest.Target}, "
                + KnownFunctions.Describe(nearest.Selector);
    }
}
