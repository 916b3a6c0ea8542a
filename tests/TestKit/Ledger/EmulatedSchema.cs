using System.Text;

namespace SessionKeys.TestKit;

/// <summary>The struct types that the emulated app received, and their hashes.</summary>
internal sealed class EmulatedSchema
{
    private readonly List<(string Name, List<EmulatedField> Fields)> _structs = [];

    public void AddStruct(string name) => _structs.Add((name, []));

    public void AddField(EmulatedField field)
    {
        if (_structs.Count == 0)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        _structs[^1].Fields.Add(field);
    }

    /// <summary>The members of a struct; one that is unknown, empty or defined twice is refused.</summary>
    public IReadOnlyList<EmulatedField> Fields(string name)
    {
        List<List<EmulatedField>> found = [.. _structs.Where(type => type.Name == name).Select(type => type.Fields)];
        return found is [{ Count: > 0 } fields] ? fields : throw new EmulatorStatusException(
            EmulatorStatusException.InvalidData);
    }

    /// <summary>The hash of the type with all types it needs behind it, by name.</summary>
    public byte[] TypeHash(string name)
    {
        SortedSet<string> needed = new(StringComparer.Ordinal);
        Collect(name, needed);
        needed.Remove(name);
        string text = string.Concat(needed.Prepend(name).Select(Signature));
        return Keccak256.Hash(Encoding.ASCII.GetBytes(text)).ToArray();
    }

    /// <summary>The memory of all definitions.</summary>
    public int HeapCost() => _structs.Sum(type => EmulatedHeap.Struct(type.Name) + type.Fields.Sum(EmulatedHeap.Field));

    /// <summary>Names the types for descriptors: SHA-224 of compact JSON in the order in which they came.</summary>
    public byte[] DescriptorHash()
    {
        IEnumerable<string> types = _structs.Select(type => $"\"{type.Name}\":[" + string.Join(',', type.Fields.Select(
            field => $"{{\"name\":\"{field.Key}\",\"type\":\"{field.TypeText}\"}}")) + "]");
        return EmulatedSha224.Hash(Encoding.ASCII.GetBytes("{" + string.Join(',', types) + "}"));
    }

    private string Signature(string name)
        => $"{name}({string.Join(',', Fields(name).Select(field => $"{field.TypeText} {field.Key}"))})";

    private void Collect(string name, SortedSet<string> needed)
    {
        if (needed.Add(name))
        {
            foreach (EmulatedField field in Fields(name).Where(field => field.Kind == EmulatedKind.Struct))
            {
                Collect(field.StructName, needed);
            }
        }
    }
}
