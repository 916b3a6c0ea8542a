using System.Globalization;

namespace SessionKeys;

/// <summary>Where a named parameter stands in the calldata.</summary>
/// <param name="Word">The calldata word.</param>
/// <param name="Type">An elementary type of fixed size.</param>
/// <param name="Offsets">
/// Words that must hold the offset of the canonical encoding, so that the contract reads the parameter where it is
/// compared.
/// </param>
internal sealed record ParameterPlace(byte Word, AbiType Type, ValueList<(byte Word, ulong Offset)> Offsets)
{
    /// <summary>Finds a parameter by its path, such as <c>params.amountIn</c> or <c>amounts[1]</c>.</summary>
    /// <exception cref="SessionKeyException">
    /// There is no such parameter, or no word is its value in every call (<c>capability-not-exact</c>).
    /// </exception>
    public static ParameterPlace Find(AbiSignature signature, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        List<(byte, ulong)> offsets = [];
        ValueList<AbiParameter> siblings = signature.Parameters;
        int first = 0;
        int word = 0;
        AbiType? type = null;
        foreach (string segment in path.Split('.'))
        {
            string[] parts = segment.Split('[');
            int index = IndexOf(siblings, parts[0], path);
            word = first + (HeadLength(siblings, index) / AbiWord.Length);
            type = siblings[index].Type;
            if (type is { Kind: AbiKind.Tuple, IsDynamic: true })
            {
                RequireFirstDynamic(siblings, index, path);
                int offset = HeadLength(siblings, siblings.Count);
                offsets.Add((ToWord(word, path), (ulong)offset));
                word = first + (offset / AbiWord.Length);
            }

            foreach (string item in parts[1..])
            {
                (type, int skipped) = Item(type, item, path);
                word += skipped;
            }

            first = word;
            siblings = siblings[index].Components;
        }

        return type is { IsDynamic: false, Kind: not (AbiKind.Tuple or AbiKind.Array) }
            ? new ParameterPlace(ToWord(word, path), type, offsets.ToValueList())
            : throw NotExact(
                path,
                $"it is of the type {type}",
                "a static elementary type, which is one word",
                "Name one component or item, or leave the parameter without a rule.");
    }

    public static SessionKeyException NotExact(string path, string actual, string allowed, string advice) => new(
        "capability-not-exact",
        $"A rule on the parameter '{AbiTypeParser.Show(path)}' was refused: {actual}; allowed is {allowed}. {advice}");

    private static int IndexOf(ValueList<AbiParameter> siblings, string name, string path)
    {
        int[] found = [.. Enumerable.Range(0, siblings.Count).Where(i => name.Length > 0 && siblings[i].Name == name)];
        return found.Length == 1
            ? found[0]
            : throw NotExact(
                path,
                found.Length == 0 ? "there is no such parameter" : "two parameters have this name",
                string.Join(", ", siblings.Select(each => each.Name)),
                "Take the name from the signature; a component is written behind its struct and a point.");
    }

    private static int HeadLength(ValueList<AbiParameter> siblings, int count) =>
        siblings.Take(count).Sum(sibling => sibling.Type.HeadLength);

    /// <summary>Only the first dynamic value has a place that the values of others do not move.</summary>
    private static void RequireFirstDynamic(ValueList<AbiParameter> siblings, int index, string path)
    {
        if (siblings.Take(index).Any(sibling => sibling.Type.IsDynamic))
        {
            throw NotExact(
                path,
                "its place depends on the length of what stands before it",
                "components of the first dynamic parameter",
                "Leave it without a rule, and say so to whoever grants.");
        }
    }

    private static (AbiType Type, int Words) Item(AbiType type, string item, string path)
    {
        bool isItem = item.EndsWith(']')
            && int.TryParse(item[..^1], NumberStyles.None, CultureInfo.InvariantCulture, out int index)
            && type is { Kind: AbiKind.Array, IsDynamic: false }
            && index < type.FixedCount;
        if (!isItem)
        {
            throw NotExact(
                path,
                $"{type} has no item [{item} at a fixed place",
                "an item of an array of fixed length and static items",
                "Leave it without a rule, and say so to whoever grants.");
        }

        return (type.Element!, int.Parse(item[..^1], CultureInfo.InvariantCulture)
            * type.Element!.HeadLength / AbiWord.Length);
    }

    private static byte ToWord(int word, string path) => word <= byte.MaxValue
        ? (byte)word
        : throw NotExact(
            path,
            string.Create(CultureInfo.InvariantCulture, $"it is the word {word} of the calldata"),
            "the words 0 to 255",
            "Leave it without a rule, and say so to whoever grants.");
}
