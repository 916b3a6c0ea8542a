using System.Numerics;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Typed data of random types and values, of every shape that a device takes.</summary>
internal sealed class RandomTypedData
{
    private const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private const string Printable = Letters + "0123456789 !\"#$%&'()*+,-./:;<=>?@[]^_`{|}~\\";
    private const int MostStructs = 4;

    private static readonly int[] IntegerBits = [8, 16, 32, 64, 128, 256];

    private static readonly (string Name, string Type)[] DomainFields =
    [
        ("name", "string"), ("version", "string"), ("chainId", "uint256"), ("verifyingContract", "address"),
        ("salt", "bytes32"),
    ];

    private readonly DeterministicBytes _random;
    private readonly Dictionary<string, IReadOnlyList<TypedDataField>> _types = [];

    private RandomTypedData(ulong seed) => _random = new DeterministicBytes(seed);

    public static TypedData Next(ulong seed)
    {
        RandomTypedData next = new(seed);
        string primary = next.AddTypes();
        return new TypedData
        {
            Types = next._types,
            PrimaryType = primary,
            Domain = next.Struct("EIP712Domain"),
            Message = next.Struct(primary),
        };
    }

    /// <summary>A struct refers only to those made before it, so that none contains itself; the last is the primary
    /// type.</summary>
    private string AddTypes()
    {
        List<TypedDataField> domain =
            [.. DomainFields.Where(_ => _random.Coin()).Select(field => new TypedDataField(field.Name, field.Type))];
        _types["EIP712Domain"] = domain.Count > 0 ? domain : [new TypedDataField("name", "string")];
        List<string> made = [];
        for (int i = _random.Below(MostStructs); i >= 0; i--)
        {
            string name = Identifier(i, "S");
            _types[name] = [.. Enumerable.Range(0, 1 + _random.Below(5)).Select(
                field => new TypedDataField(Identifier(field, "f"), FieldType(made)))];
            made.Add(name);
        }

        return made[^1];
    }

    /// <summary>Unique by its number, of random length and letters.</summary>
    private string Identifier(int number, string prefix)
        => prefix + new string([.. Enumerable.Range(0, _random.Below(12)).Select(
            _ => Letters[_random.Below(Letters.Length)])]) + number;

    private string FieldType(List<string> structs)
    {
        string type = _random.Below(structs.Count > 0 ? 9 : 7) switch
        {
            0 => $"uint{8 * (1 + _random.Below(32))}",
            1 => $"int{IntegerBits[_random.Below(IntegerBits.Length)]}",
            2 => "address",
            3 => "bool",
            4 => "string",
            5 => $"bytes{1 + _random.Below(32)}",
            6 => "bytes",
            _ => structs[_random.Below(structs.Count)],
        };
        return type + string.Concat(Enumerable.Range(0, Math.Max(0, _random.Below(5) - 2)).Select(
            _ => _random.Coin() ? "[]" : $"[{1 + _random.Below(3)}]"));
    }

    private Dictionary<string, object> Struct(string name)
        => _types[name].ToDictionary(field => field.Name, field => Value(field.Type));

    private object Value(string type)
    {
        if (type.EndsWith(']'))
        {
            int open = type.LastIndexOf('[');
            int count = type[open + 1] == ']' ? _random.Below(4) : type[open + 1] - '0';
            return (IReadOnlyList<object>)[.. Enumerable.Range(0, count).Select(_ => Value(type[..open]))];
        }

        return type switch
        {
            _ when _types.ContainsKey(type) => Struct(type),
            "address" => _random.Address(),
            "bool" => _random.Coin(),
            "string" => new string([.. Enumerable.Range(0, Length()).Select(
                _ => Printable[_random.Below(Printable.Length)])]),
            "bytes" => _random.Next(Length()),
            _ when type.StartsWith("bytes", StringComparison.Ordinal) => _random.Next(int.Parse(type.AsSpan(5))),
            _ when type.StartsWith("uint", StringComparison.Ordinal) => Integer(int.Parse(type.AsSpan(4))),
            _ => Integer(int.Parse(type.AsSpan(3))) - (BigInteger.One << (int.Parse(type.AsSpan(3)) - 1)),
        };
    }

    /// <summary>Often the ends of the range, else of any size.</summary>
    private BigInteger Integer(int bits)
    {
        BigInteger end = BigInteger.One << bits;
        return _random.Below(6) switch
        {
            0 => BigInteger.Zero,
            1 => end - 1,
            2 => end / 2,
            _ => new BigInteger(_random.Next(32), isUnsigned: true) % (BigInteger.One << (1 + _random.Below(bits))),
        };
    }

    /// <summary>Often around the size of one command.</summary>
    private int Length() => _random.Below(4) == 0 ? 250 + _random.Below(10) : _random.Below(40);
}
