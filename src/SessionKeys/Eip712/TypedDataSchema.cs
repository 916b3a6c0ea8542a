using System.Text;

namespace SessionKeys;

/// <summary>
/// The struct types of typed data, checked once: every name is an identifier and every member has a known type.
/// </summary>
internal sealed class TypedDataSchema
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> _types;
    private readonly Dictionary<string, Hash32> _typeHashes = [];

    public TypedDataSchema(IReadOnlyDictionary<string, IReadOnlyList<TypedDataField>> types)
    {
        _types = types;
        foreach ((string name, IReadOnlyList<TypedDataField> fields) in types)
        {
            CheckStruct(name, fields);
        }

        foreach (string name in types.Keys)
        {
            _typeHashes[name] = Keccak256.Hash(Encoding.UTF8.GetBytes(EncodeType(name)));
        }
    }

    public IReadOnlyList<TypedDataField> Fields(string structName) => _types[structName];

    public Hash32 TypeHash(string structName) => _typeHashes[structName];

    public bool IsStruct(string name) => _types.ContainsKey(name);

    /// <summary>Refuses a name that is no struct.</summary>
    public void Require(string structName, string place)
    {
        if (!IsStruct(structName))
        {
            throw TypedDataErrors.UnknownType(structName, place);
        }
    }

    /// <summary>Writes a struct and, sorted by name, all structs it refers to.</summary>
    public string EncodeType(string structName)
    {
        SortedSet<string> referenced = new(StringComparer.Ordinal);
        Collect(structName, referenced);
        referenced.Remove(structName);
        StringBuilder text = new();
        Append(text, structName);
        foreach (string name in referenced)
        {
            Append(text, name);
        }

        return text.ToString();
    }

    /// <summary>
    /// Splits the last pair of brackets off a type: the type of the items, and their number or null for any.
    /// </summary>
    public static bool TrySplitArray(string type, out string element, out int? count)
    {
        element = type;
        count = null;
        int start = type.LastIndexOf('[');
        if (start < 1 || !type.EndsWith(']'))
        {
            return false;
        }

        ReadOnlySpan<char> digits = type.AsSpan(start + 1, type.Length - start - 2);
        bool isCount = digits.Length is > 0 and <= 8 && digits[0] != '0' && !digits.ContainsAnyExceptInRange('0', '9');
        if (!digits.IsEmpty && !isCount)
        {
            return false;
        }

        element = type[..start];
        count = isCount ? int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture) : null;
        return true;
    }

    private void CheckStruct(string name, IReadOnlyList<TypedDataField> fields)
    {
        if (!AbiTypeParser.IsIdentifier(name) || AbiType.Elementary(name) is not null)
        {
            throw TypedDataErrors.InvalidName(name, "a struct");
        }

        HashSet<string> names = [];
        foreach (TypedDataField field in fields)
        {
            string place = $"{name}.{field.Name}";
            if (!AbiTypeParser.IsIdentifier(field.Name) || !names.Add(field.Name))
            {
                throw TypedDataErrors.InvalidName(field.Name, $"a member of {name}");
            }

            string itemType = ItemType(field.Type);
            if (!IsStruct(itemType) && AbiType.Elementary(itemType) is null)
            {
                throw TypedDataErrors.UnknownType(field.Type, place);
            }
        }
    }

    private void Collect(string structName, SortedSet<string> found)
    {
        if (!found.Add(structName))
        {
            return;
        }

        foreach (TypedDataField field in _types[structName])
        {
            string itemType = ItemType(field.Type);
            if (IsStruct(itemType))
            {
                Collect(itemType, found);
            }
        }
    }

    private void Append(StringBuilder text, string structName)
    {
        text.Append(structName).Append('(');
        text.AppendJoin(',', _types[structName].Select(field => $"{field.Type} {field.Name}"));
        text.Append(')');
    }

    private static string ItemType(string type)
    {
        while (TrySplitArray(type, out string element, out _))
        {
            type = element;
        }

        return type;
    }
}
