namespace SessionKeys.Ledger;

/// <summary>Checks a typed message against the limits of a device and lays it out.</summary>
internal sealed class TypedDataPlanner
{
    private readonly Dictionary<string, TypedStruct> _structs = new(StringComparer.Ordinal);

    private TypedDataPlanner(TypedData data)
    {
        foreach ((string name, IReadOnlyList<TypedDataField> fields) in data.Types)
        {
            CheckName(name);
            if (fields.Count == 0)
            {
                throw LedgerErrors.BadData(
                    $"The struct {name} was refused.", "It has no member; a device needs at least one.",
                    "Add a member or remove the struct.");
            }

            foreach (TypedDataField field in fields)
            {
                CheckName(field.Name);
            }

            _structs.Add(
                name,
                new TypedStruct(
                    name, [.. fields.Select(field => new TypedMember(field.Name, FieldType.Parse(field.Type)))]));
        }
    }

    /// <exception cref="LedgerException">The message has a form or size that a device does not take or not
    /// show.</exception>
    public static TypedDataPlan Plan(TypedData data)
    {
        TypedDataPlanner planner = new(data);
        return new TypedDataPlan(
            [.. planner._structs.Values.OrderBy(type => type.Name, StringComparer.Ordinal)],
            planner.LayOut(TypedDataPlan.DomainName, data.Domain),
            planner.LayOut(data.PrimaryType, data.Message));
    }

    private TypedRoot LayOut(string structName, IReadOnlyDictionary<string, object> values)
    {
        List<TypedStep> steps = [];
        AddStruct(steps, structName, values, structName, nesting: 1);
        return new TypedRoot(structName, steps);
    }

    private void AddStruct(List<TypedStep> steps, string structName, object value, string path, int nesting)
    {
        if (!_structs.TryGetValue(structName, out TypedStruct? type))
        {
            throw LedgerErrors.BadData(
                $"The type {structName} of {path} was refused.", "It is not among the types of the message.",
                "Define it.");
        }

        if (nesting > TypedDataLimits.MaxNesting)
        {
            throw LedgerErrors.TooLarge(
                $"The value {path}", $"More than {TypedDataLimits.MaxNesting} structs inside each other.");
        }

        if (value is not IReadOnlyDictionary<string, object> members)
        {
            throw WrongValue(path, structName, value);
        }

        foreach (TypedMember member in type.Members)
        {
            string memberPath = $"{path}.{member.Key}";
            if (!members.TryGetValue(member.Key, out object? memberValue))
            {
                throw LedgerErrors.BadData(
                    $"The message has no value for {memberPath}.", $"It has {members.Count} values.", "Add the value.");
            }

            AddValue(steps, member, member.Type.Levels.Count, memberValue, memberPath, nesting);
        }
    }

    /// <summary>The outer dimension is the last bracket, so dimensions are opened from right to left.</summary>
    private void AddValue(
        List<TypedStep> steps, TypedMember member, int openLevels, object value, string path, int nesting)
    {
        if (openLevels > 0)
        {
            AddArray(steps, member, openLevels - 1, value, path, nesting);
        }
        else if (member.Type.Kind == FieldKind.Struct)
        {
            AddStruct(steps, member.Type.StructName, value, path, nesting + 1);
        }
        else
        {
            steps.Add(LeafEncoder.Encode(member.Key, member.Type, value, path) with { Path = path });
        }
    }

    private void AddArray(List<TypedStep> steps, TypedMember member, int level, object value, string path, int nesting)
    {
        if (value is not IReadOnlyList<object> elements)
        {
            throw WrongValue(path, "array", value);
        }

        if (member.Type.Levels[level] is { } length && length != elements.Count)
        {
            throw LedgerErrors.BadData(
                $"The array {path} was refused.", $"{elements.Count} elements; its type has {length}.",
                "Correct the value.");
        }

        if (elements.Count > TypedDataLimits.MaxElements)
        {
            throw LedgerErrors.TooLarge(
                $"The array {path}", $"{elements.Count} elements; at most {TypedDataLimits.MaxElements} are possible.");
        }

        steps.Add(new TypedArrayLength(elements.Count) { Path = path });
        for (int i = 0; i < elements.Count; i++)
        {
            AddValue(steps, member, level, elements[i], $"{path}[{i}]", nesting);
        }
    }

    private static void CheckName(string name)
    {
        bool isIdentifier = name.Length > 0 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '$');
        if (!isIdentifier || name.Length > TypedDataLimits.MaxNameLength)
        {
            throw LedgerErrors.BadData(
                "A name in a typed message was refused.",
                $"{name.Length} characters; allowed are 1 to {TypedDataLimits.MaxNameLength} letters, digits, _ and $.",
                "Rename it.");
        }
    }

    private static LedgerException WrongValue(string path, string expected, object value)
        => LedgerErrors.BadData(
            $"The value {path} was refused.", $"It is a {value.GetType().Name}; its type is {expected}.",
            "Correct the value.");
}
