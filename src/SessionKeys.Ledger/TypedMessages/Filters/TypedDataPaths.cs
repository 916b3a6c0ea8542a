using System.Text.RegularExpressions;

namespace SessionKeys.Ledger;

/// <summary>Writes the places of values as descriptors do: members with dots, <c>[]</c> for any element.</summary>
internal static partial class TypedDataPaths
{
    private const string AnyElement = "[]";

    /// <summary>All values that the primary type can have, by path, with those below arrays that are empty.</summary>
    /// <exception cref="LedgerException">The types contain themselves, so that no list is complete.</exception>
    public static Dictionary<string, FieldType> Leaves(TypedDataPlan plan)
    {
        Dictionary<string, FieldType> leaves = new(StringComparer.Ordinal);
        AddLeaves(leaves, plan, plan.Message.StructName, prefix: string.Empty, nesting: 1);
        return leaves;
    }

    /// <summary>The path of a value or an array of a laid-out message.</summary>
    public static string OfStep(TypedStep step)
        => Index().Replace(step.Path[(step.Path.IndexOf('.', StringComparison.Ordinal) + 1)..], "." + AnyElement);

    private static void AddLeaves(
        Dictionary<string, FieldType> leaves, TypedDataPlan plan, string structName, string prefix, int nesting)
    {
        if (nesting > TypedDataLimits.MaxNesting)
        {
            throw DescriptorErrors.Unsuitable(
                $"The types have more than {TypedDataLimits.MaxNesting} levels", "a finite list of fields");
        }

        foreach (TypedMember member in plan.Structs.Single(type => type.Name == structName).Members)
        {
            string path = prefix + member.Key + string.Concat(member.Type.Levels.Select(_ => "." + AnyElement));
            if (member.Type.Kind == FieldKind.Struct)
            {
                AddLeaves(leaves, plan, member.Type.StructName, path + ".", nesting + 1);
            }
            else
            {
                leaves.Add(path, member.Type);
            }
        }
    }

    [GeneratedRegex(@"\[[0-9]+\]")]
    private static partial Regex Index();
}
