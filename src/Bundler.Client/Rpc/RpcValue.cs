using System.Globalization;
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
    private readonly string _path;
    private readonly RpcExchange _exchange;

    public RpcValue(JsonElement element, string path, RpcExchange exchange)
    {
        _element = element;
        _path = path;
        _exchange = exchange;
    }

    public bool IsNull => _element.ValueKind == JsonValueKind.Null;

    public RpcExchange Exchange => _exchange;

    /// <summary>The value as it came, independent of the reply's memory.</summary>
    public JsonElement ToElement() => _element.Clone();

    /// <summary>A member that must be there and not null.</summary>
    public RpcValue Field(string name) =>
        Optional(name) ?? throw _exchange.Malformed($"{_path}.{name}", "is missing; the method promises it");

    /// <summary>A member, or null where it is missing or null.</summary>
    public RpcValue? Optional(string name)
    {
        if (_element.ValueKind != JsonValueKind.Object)
        {
            throw Refuse("an object");
        }

        return _element.TryGetProperty(name, out JsonElement member) && member.ValueKind != JsonValueKind.Null
            ? new RpcValue(member, $"{_path}.{name}", _exchange)
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
            string index = items.Count.ToString(CultureInfo.InvariantCulture);
            items.Add(read(new RpcValue(item, $"{_path}[{index}]", _exchange)));
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

    public byte[] Bytes() => Hex.TryParse(TryText(), out byte[]? bytes)
        ? bytes
        : throw Refuse("bytes as 0x and pairs of hexadecimal digits");

    /// <summary>An address in any case: the checksum protects people who type, not servers that answer.</summary>
    public Address Address() => Hex.TryParse(TryText(), out byte[]? bytes) && bytes.Length == SessionKeys.Address.Length
        ? SessionKeys.Address.FromBytes(bytes)
        : throw Refuse("an address: 0x and 40 hexadecimal digits");

    public Hash32 Hash() => Hash32.TryParse(TryText(), out Hash32 hash)
        ? hash
        : throw Refuse("a hash: 0x and 64 hexadecimal digits");

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
        _exchange.Malformed(_path, $"is {Quote()}; expected is {expected}");

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
