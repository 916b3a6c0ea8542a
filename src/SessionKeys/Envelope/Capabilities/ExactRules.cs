namespace SessionKeys;

/// <summary>
/// A contract may read less than the word that a rule compares: of a <c>uint64</c> it reads 64 bits. Rules that hold
/// for words with other bits set are exact only beside a rule that allows none. (The other word of a ratio needs none:
/// more bits of it only ask for more.)
/// </summary>
internal static class ExactRules
{
    public static void Check(IReadOnlyCollection<(string Parameter, AbiType? Type, Rule Rule)> rules)
    {
        foreach ((string parameter, AbiType? type, Rule rule) in rules)
        {
            if (type is null)
            {
                continue;
            }

            Comparison[] others =
                [.. rules.Where(each => each.Rule.Word == rule.Word).Select(each => each.Rule.Comparison)];
            if (!IsWhole(type) && !IsExact(rule.Comparison, others))
            {
                throw Refuse(parameter, type, rule.Comparison);
            }
        }
    }

    private static bool IsWhole(AbiType type) => type.Kind switch
    {
        AbiKind.UnsignedInteger or AbiKind.SignedInteger => type.Size == 256,
        AbiKind.FixedBytes => type.Size == AbiWord.Length,
        _ => false,
    };

    /// <summary>The bound of each comparison fits the type: it was encoded as a value of it.</summary>
    private static bool IsExact(Comparison comparison, Comparison[] others) => comparison switch
    {
        Comparison.Equal or Comparison.InSet or Comparison.EqualsAccount or Comparison.AtMost => true,
        Comparison.AtMostSigned => others.Contains(Comparison.AtLeastSigned),
        Comparison.AtLeastSigned => others.Contains(Comparison.AtMostSigned),
        _ => others.Any(other => other is Comparison.Equal or Comparison.InSet or Comparison.AtMost),
    };

    private static SessionKeyException Refuse(string parameter, AbiType type, Comparison comparison) =>
        ParameterPlace.NotExact(
            parameter,
            $"{comparison} on the type {type}, of whose word the contract may ignore some bits",
            "such a rule beside one that bounds the word from the other side",
            type.Kind == AbiKind.SignedInteger
                ? "Require at least and at most."
                : "Add RequireAtMost, or require the allowed values.");
}
