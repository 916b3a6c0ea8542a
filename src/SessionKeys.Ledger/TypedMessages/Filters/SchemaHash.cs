using System.Text;

namespace SessionKeys.Ledger;

/// <summary>Names the types of a message: SHA-224 of them as compact JSON, sorted by name.</summary>
internal static class SchemaHash
{
    public static byte[] Of(TypedData data)
    {
        StringBuilder json = new("{");
        foreach ((string name, IReadOnlyList<TypedDataField> fields) in data.Types.OrderBy(
            type => type.Key, StringComparer.Ordinal))
        {
            json.Append(json.Length > 1 ? "," : string.Empty).Append($"\"{name}\":[");
            json.AppendJoin(',', fields.Select(field => $"{{\"name\":\"{field.Name}\",\"type\":\"{field.Type}\"}}"));
            json.Append(']');
        }

        return Sha224.Hash(Encoding.ASCII.GetBytes(json.Append('}').ToString()));
    }
}
