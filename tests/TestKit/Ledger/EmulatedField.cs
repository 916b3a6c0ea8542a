using System.Globalization;
using System.Text;

namespace SessionKeys.TestKit;

/// <summary>A member of a struct as the emulated app received it.</summary>
internal sealed record EmulatedField(
    EmulatedKind Kind, int Size, string StructName, IReadOnlyList<int> Levels, string Key)
{
    /// <summary>Marks a dynamic dimension in <see cref="Levels"/>.</summary>
    public const int Dynamic = -1;

    /// <summary>The type as it stands in the text that is hashed.</summary>
    public string TypeText
    {
        get
        {
            string name = Kind switch
            {
                EmulatedKind.Struct => StructName,
                EmulatedKind.Int => $"int{8 * Size}",
                EmulatedKind.UInt => $"uint{8 * Size}",
                EmulatedKind.FixedBytes => $"bytes{Size}",
                _ => Kind.ToString().ToLowerInvariant(),
            };
            return name + string.Concat(Levels.Select(level => level == Dynamic
                ? "[]"
                : string.Create(CultureInfo.InvariantCulture, $"[{level}]")));
        }
    }

    /// <summary>Reads a definition: description byte, name of a struct, size, dimensions, key.</summary>
    public static EmulatedField Parse(ReadOnlySpan<byte> data)
    {
        byte description = Take(ref data, 1)[0];
        EmulatedKind kind = (EmulatedKind)(description & 0x0f);
        if (kind > EmulatedKind.Bytes)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        string structName = kind == EmulatedKind.Struct ? TakeText(ref data) : string.Empty;
        bool needsSize = kind is EmulatedKind.Int or EmulatedKind.UInt or EmulatedKind.FixedBytes;
        int size = (description & 0x40) != 0 ? Take(ref data, 1)[0] : 0;
        if (needsSize ? size is < 1 or > 32 : size != 0)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        List<int> levels = [];
        int levelCount = (description & 0x80) != 0 ? Take(ref data, 1)[0] : 0;
        for (int i = 0; i < levelCount; i++)
        {
            levels.Add(Take(ref data, 1)[0] switch
            {
                0 => Dynamic,
                1 => Take(ref data, 1)[0],
                _ => throw new EmulatorStatusException(EmulatorStatusException.InvalidData),
            });
        }

        string key = TakeText(ref data);
        return data.IsEmpty
            ? new EmulatedField(kind, size, structName, levels, key)
            : throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
    }

    private static string TakeText(ref ReadOnlySpan<byte> data)
    {
        int length = Take(ref data, 1)[0];
        return Encoding.ASCII.GetString(Take(ref data, length));
    }

    private static ReadOnlySpan<byte> Take(ref ReadOnlySpan<byte> data, int count)
    {
        if (data.Length < count)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        ReadOnlySpan<byte> taken = data[..count];
        data = data[count..];
        return taken;
    }
}

/// <summary>The kinds of values by their number in a definition.</summary>
internal enum EmulatedKind
{
    Struct,
    Int,
    UInt,
    Address,
    Bool,
    String,
    FixedBytes,
    Bytes,
}
