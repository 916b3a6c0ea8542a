namespace SessionKeys.Tests;

/// <summary>The fields of a message that hold a value, in the order in which a device shows them.</summary>
internal static class Leaves
{
    /// <summary>Reads the text of a type hash: the message, then the structs in it.</summary>
    public static IReadOnlyList<(string Path, string Type)> Of(string encodeType)
    {
        string[] structs = encodeType.Split(')', StringSplitOptions.RemoveEmptyEntries);
        Dictionary<string, string[]> fields = structs.ToDictionary(
            text => text[..text.IndexOf('(', StringComparison.Ordinal)],
            text => text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..].Split(','));
        return [.. Walk(fields, structs[0][..structs[0].IndexOf('(', StringComparison.Ordinal)], string.Empty)];
    }

    private static IEnumerable<(string Path, string Type)> Walk(
        Dictionary<string, string[]> structs, string name, string prefix) =>
        structs[name].Select(field => field.Split(' ')).SelectMany(field =>
        {
            string item = field[0].Replace("[]", string.Empty, StringComparison.Ordinal);
            string path = prefix + field[1] + (item == field[0] ? string.Empty : ".[]");
            return structs.ContainsKey(item) ? Walk(structs, item, path + ".") : [(path, field[0])];
        });
}
