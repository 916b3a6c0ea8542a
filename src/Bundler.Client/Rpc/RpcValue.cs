using System.Buffers;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// One value of a reply, read strictly: every refusal names the field, what it holds and what is expected.
/// </summary>
internal readonly struct RpcValue
{
    private const int LongestQuoted = 80;
    private const ulong LastUnixSecond = 253_402_300_799;

    private readonly JsonElement _element;
    private readonly RpcPath? _container;
    private readonly string? _name;
    private readonly int _index;
    private readonly RpcExchange _exchange;

    public RpcValue(JsonElement element, string name, RpcExchange exchange)
        : this(element, null, name, 0, exchange)
    {
    }

    /// <summary>Only what contains others keeps its place as an object: most values contain none.</summary>
    private RpcValue(JsonElement element, RpcPath? container, string? name, int index, RpcExchange exchange)
    {
        bool contains = element.ValueKind is JsonValueKind.Object or JsonValueKind.Array;
        _element = element;
        _container = contains ? new RpcPath(container, name, index) : container;
        _name = contains ? null : name;
        _index = contains ? RpcPath.Itself : index;
        _exchange = exchange;
    }

    public bool IsNull => _element.ValueKind == JsonValueKind.Null;

    public RpcExchange Exchange => _exchange;

    /// <summary>The value as it came, independent of the reply's memory.</summary>
    public JsonElement ToElement() => _element.Clone();

    /// <summary>A member that must be there and not null.</summary>
    public RpcValue Field(string name) =>
        Optional(name) ?? throw _exchange.Malformed($"{Place}.{name}", "is missing; the method promises it");

    /// <summary>A member, or null where it is missing or null.</summary>
    public RpcValue? Optional(string name)
    {
        if (_element.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("an object");
        }

        return _element.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null
            ? new RpcValue(member, _container, name, 0, _exchange)
            : null;
    }

    /// <summary>The elements of an array, read one by one.</summary>
    public IReadOnlyList<T> List<T>(Func<RpcValue, T> read)
    {
        if (_element.ValueKind != JsonValueKind.Array)
        {
            throw Refuse("an array");
        }

        var items = new List<T>(_element.GetArrayLength());
        foreach (JsonElement item in _element.EnumerateArray())
        {
            items.Add(read(new RpcValue(item, _container, null, items.Count, _exchange)));
        }

        return items;
    }

    public string Text() => TryText() ?? throw Refuse("a string");

    public bool Boolean() => _element.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Refuse("true or false"),
    };

    public byte[] Bytes()
    {
        ReadOnlySpan<byte> digits = Digits();
        byte[]? bytes = new byte[digits.Length / 2];
        return TryDecode(digits, bytes) || Hex.TryParse(TryText(), out bytes)
            ? bytes
            : throw Refuse("bytes as 0x and pairs of hexadecimal digits");
    }

    /// <summary>An address in any case: the checksum protects people who type, not servers that answer.</summary>
    public Address Address()
    {
        Span<byte> bytes = stackalloc byte[SessionKeys.Address.Length];
        return TryDecode(Digits(), bytes) ? SessionKeys.Address.FromBytes(bytes)
            : Hex.TryParse(TryText(), out byte[]? read) && read.Length == bytes.Length
                ? SessionKeys.Address.FromBytes(read)
            : throw Refuse("an address: 0x and 40 hexadecimal digits");
    }

    public Hash32 Hash()
    {
        Span<byte> bytes = stackalloc byte[Hash32.Length];
        return TryDecode(Digits(), bytes) ? Hash32.FromBytes(bytes)
            : Hash32.TryParse(TryText(), out Hash32 hash) ? hash
            : throw Refuse("a hash: 0x and 64 hexadecimal digits");
    }

    /// <summary>A number as 0x and up to 64 hexadecimal digits; "0x" alone is zero, as some servers write it.</summary>
    public UInt256 Quantity()
    {
        string? text = TryText();
        if (text == "0x")
        {
            return UInt256.Zero;
        }

        bool isHex = text is not null && text.StartsWith("0x", StringComparison.Ordinal);
        return isHex && UInt256.TryParse(text, out UInt256 value)
            ? value
            : throw Refuse("a number: 0x and at most 64 hexadecimal digits");
    }

    /// <summary>A number that fits 64 bits, such as a block number or a time in unix seconds.</summary>
    public ulong SmallQuantity()
    {
        UInt256 value = Quantity();
        return value.BitLength <= 64 ? (ulong)value : throw Refuse("a number of at most 64 bits");
    }

    /// <summary>A count, which servers write as a number of JSON or in hexadecimal digits.</summary>
    public ulong Count() => _element.ValueKind == JsonValueKind.Number
        ? _element.TryGetUInt64(out ulong count) ? count : throw Refuse("a whole number of at most 64 bits")
        : SmallQuantity();

    /// <summary>A word or a number, as its text.</summary>
    public string Scalar() => _element.ValueKind switch
    {
        JsonValueKind.String => Text(),
        JsonValueKind.Number => _element.GetRawText(),
        _ => throw Refuse("a string or a number"),
    };

    /// <summary>An amount of gas or a price in wei, which the EntryPoint holds in 128 bits.</summary>
    public UInt256 GasQuantity()
    {
        UInt256 value = Quantity();
        return value.BitLength <= 128 ? value : throw Refuse("a number of at most 128 bits");
    }

    /// <summary>A time given in unix seconds.</summary>
    public DateTimeOffset UnixTime()
    {
        ulong seconds = SmallQuantity();
        return seconds <= LastUnixSecond
            ? DateTimeOffset.FromUnixTimeSeconds((long)seconds)
            : throw Refuse("unix seconds before the year 10000");
    }

    /// <summary>The refusal of this value.</summary>
    /// <param name="expected">What the method promises here.</param>
    public BundlerException Refuse(string expected) =>
        _exchange.Malformed(Place, $"is {Quote()}; expected is {expected}");

    private string Place => RpcPath.Write(_container, _name, _index);

    /// <summary>What stands between 0x and the closing quote, without a copy; empty for anything else.</summary>
    private ReadOnlySpan<byte> Digits()
    {
        ReadOnlySpan<byte> raw =
            _element.ValueKind == JsonValueKind.String ? JsonMarshal.GetRawUtf8Value(_element) : default;
        return raw.StartsWith("\"0x"u8) ? raw[3..^1] : default;
    }

    /// <summary>The quick way. What it does not take, such as escaped digits, is read as text.</summary>
    private static bool TryDecode(ReadOnlySpan<byte> digits, Span<byte> destination) =>
        !digits.IsEmpty && digits.Length == 2 * destination.Length
        && Convert.FromHexString(digits, destination, out _, out _) == OperationStatus.Done;

    private string? TryText()
    {
        try
        {
            return _element.ValueKind == JsonValueKind.String ? _element.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // not valid UTF-16, which JsonElement reports only here
        }
    }

    private string Quote()
    {
        if (_element.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            return _element.ValueKind == JsonValueKind.Object ? "an object" : "an array";
        }

        string raw = ServerText.Clean(_exchange.Redact(_element.GetRawText()));
        return raw.Length > LongestQuoted ? raw[..LongestQuoted] + "..." : raw;
    }
}
