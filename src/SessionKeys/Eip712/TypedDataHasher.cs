namespace SessionKeys;

/// <summary>Hashes the values of typed data, and refuses values that do not fit their types.</summary>
internal sealed class TypedDataHasher(TypedDataSchema schema)
{
    /// <summary>Computes <c>hashStruct</c>: the hash of the type hash and one word for each member.</summary>
    public Hash32 HashStruct(string structName, IReadOnlyDictionary<string, object> values, string path)
    {
        IReadOnlyList<TypedDataField> fields = schema.Fields(structName);
        RefuseExtraFields(structName, fields, values, path);
        byte[] encoded = new byte[AbiWord.Length * (fields.Count + 1)];
        schema.TypeHash(structName).CopyTo(encoded);
        for (int i = 0; i < fields.Count; i++)
        {
            string fieldPath = $"{path}.{fields[i].Name}";
            if (!values.TryGetValue(fields[i].Name, out object? value))
            {
                throw TypedDataErrors.MissingField(fieldPath, fields[i].Type);
            }

            WriteWord(fields[i].Type, value, fieldPath, encoded.AsSpan(AbiWord.Length * (i + 1), AbiWord.Length));
        }

        return Keccak256.Hash(encoded);
    }

    private void WriteWord(string type, object? value, string path, Span<byte> word)
    {
        if (TypedDataSchema.TrySplitArray(type, out string element, out int? count))
        {
            HashArray(type, element, count, value, path).CopyTo(word);
        }
        else if (schema.IsStruct(type))
        {
            IReadOnlyDictionary<string, object> members = value as IReadOnlyDictionary<string, object>
                ?? throw Refuse(type, value, path, "a dictionary of objects by name");
            HashStruct(type, members, path).CopyTo(word);
        }
        else
        {
            WriteElementary(AbiType.Elementary(type)!, value, path, word);
        }
    }

    private Hash32 HashArray(string type, string element, int? count, object? value, string path)
    {
        if (value is not IReadOnlyList<object> items || (count is not null && items.Count != count))
        {
            throw Refuse(type, value, path, count is null ? "a list of objects" : $"a list of {count} objects");
        }

        byte[] encoded = new byte[AbiWord.Length * items.Count];
        for (int i = 0; i < items.Count; i++)
        {
            WriteWord(element, items[i], $"{path}[{i}]", encoded.AsSpan(AbiWord.Length * i, AbiWord.Length));
        }

        return Keccak256.Hash(encoded);
    }

    private static void WriteElementary(AbiType type, object? value, string path, Span<byte> word)
    {
        if (type.Kind == AbiKind.Bytes && value is byte[] bytes)
        {
            Keccak256.Hash(bytes, word);
        }
        else if (type.Kind == AbiKind.String && value is string text && StrictUtf8.TryGetBytes(text, out byte[]? utf8))
        {
            Keccak256.Hash(utf8, word);
        }
        else if (!AbiWord.TryWrite(type, value, word))
        {
            throw Refuse(type.Name, value, path, AbiWord.DescribeAllowed(type));
        }
    }

    private static void RefuseExtraFields(
        string structName,
        IReadOnlyList<TypedDataField> fields,
        IReadOnlyDictionary<string, object> values,
        string path)
    {
        foreach (string name in values.Keys)
        {
            if (!fields.Any(field => field.Name == name))
            {
                throw TypedDataErrors.ExtraField($"{path}.{name}", structName);
            }
        }
    }

    private static SessionKeyException Refuse(string type, object? value, string path, string allowed) =>
        TypedDataErrors.InvalidValue(path, type, AbiWord.DescribeActual(value), allowed);
}
