namespace SessionKeys.Ledger;

/// <summary>The memory that a typed message takes inside the Ethereum app on a Nano, by a formula measured on version
/// 1.22.0.</summary>
/// <remarks>
/// The app has one heap of 16 KiB for definitions, shown texts and screens. A message that fills it ends the app, or
/// makes it show an empty value; so the host refuses well before. Messages up to 14,112 were signed, the first death
/// came at 14,576.
/// </remarks>
public static class TypedDataHeapCost
{
    /// <summary>The most bytes that this library sends: 13,500.</summary>
    public const int Limit = 13_500;

    private const int PointerPairCost = 20;
    private const int EntryCost = 24;
    private const string ReviewTitle = "Review struct";

    /// <summary>The characters that a date or a ticker with a point can add to digits.</summary>
    private const int LongestAddition = 24;

    /// <summary>Computes the cost of a message in the mode <i>Raw messages</i>.</summary>
    /// <param name="data">The message.</param>
    /// <returns>Bytes of the app's heap.</returns>
    /// <exception cref="LedgerException">The message has a form that no device takes.</exception>
    public static int Estimate(TypedData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return Estimate(TypedDataPlanner.Plan(data));
    }

    /// <summary>An upper bound for a message with a descriptor: the formula was measured without one, so the longer of
    /// key and label counts, and a date or a ticker where digits would be.</summary>
    internal static int Estimate(TypedDataPlan plan, TypedDataDescriptor descriptor)
    {
        Dictionary<string, string> labels = descriptor.Fields.ToDictionary(field => field.Path, field => field.Label);
        return Estimate(plan with
        {
            Message = plan.Message with
            {
                Steps = [.. plan.Message.Steps.Select(step => step is TypedLeaf leaf ? Widen(leaf, labels) : step)],
            },
        }) + ShownCost("Contract", descriptor.ContractLabel);
    }

    /// <summary>Refuses a cost that a device could not bear, and returns any other.</summary>
    internal static int Require(int cost) => cost <= Limit
        ? cost
        : throw LedgerErrors.TooLarge(
            "The typed message", $"It takes {cost} bytes of the app's memory; at most {Limit} are safe.");

    internal static int Estimate(TypedDataPlan plan)
    {
        int definitions = plan.Structs.Sum(type => Chunk(12) + TextCost(type.Name) + type.Members.Sum(MemberCost));
        int values = plan.Leaves.Sum(leaf => ShownCost(leaf.Key, leaf.Shown));
        int titles = ShownCost(ReviewTitle, plan.Domain.StructName) + ShownCost(ReviewTitle, plan.Message.StructName);
        return definitions + values + titles + Chunk(PointerPairCost * (plan.Leaves.Count() + 2)) + EntryCost;
    }

    private static TypedLeaf Widen(TypedLeaf leaf, Dictionary<string, string> labels)
    {
        string label = labels.GetValueOrDefault(TypedDataPaths.OfStep(leaf), leaf.Key);
        return leaf with
        {
            Key = label.Length > leaf.Key.Length ? label : leaf.Key,
            Shown = leaf.Shown + new string(' ', LongestAddition),
        };
    }

    /// <summary>An allocation: whole words, and a header that keeps the next one at a multiple of eight.</summary>
    private static int Chunk(int bytes)
    {
        int words = (bytes + 3) / 4 * 4;
        return words + (words % 8 == 4 ? 4 : 8);
    }

    private static int TextCost(string text) => Chunk(text.Length + 1);

    private static int ShownCost(string key, string text) => EntryCost + TextCost(key) + TextCost(text);

    private static int MemberCost(TypedMember member)
    {
        int structName = member.Type.Kind == FieldKind.Struct ? TextCost(member.Type.StructName) : 0;
        int dimensions = member.Type.Levels.Count > 0 ? Chunk(2 * member.Type.Levels.Count) : 0;
        return Chunk(24) + TextCost(member.Key) + structName + dimensions;
    }
}
