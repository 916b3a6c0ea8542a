using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// Reads the fields of one record in exactly the order in which they are written: an unknown, missing, doubled or
/// moved field is refused, and so is anything behind the record.
/// </summary>
internal ref struct RecordReader
{
    private const int MaxDepth = 8;

    private Utf8JsonReader _reader;
    private bool _isAtValue;

    public RecordReader(ReadOnlySpan<byte> utf8)
    {
        _reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = MaxDepth });
        Advance(JsonTokenType.StartObject, "record");
    }

    /// <summary>Looks whether a field is null, and if so is done with it.</summary>
    public bool IsNull(ReadOnlySpan<byte> name)
    {
        Find(name);
        _isAtValue = _reader.TokenType != JsonTokenType.Null;
        return !_isAtValue;
    }

    public string Text(ReadOnlySpan<byte> name)
    {
        Find(name, JsonTokenType.String);
        return _reader.GetString()!;
    }

    public bool Flag(ReadOnlySpan<byte> name)
    {
        Find(name);
        return _reader.TokenType is JsonTokenType.True or JsonTokenType.False
            ? _reader.GetBoolean()
            : throw Refuse(Encoding.UTF8.GetString(name), "true or false");
    }

    public ulong Unsigned(ReadOnlySpan<byte> name)
    {
        Find(name, JsonTokenType.Number);
        return _reader.TryGetUInt64(out ulong number)
            ? number
            : throw Refuse(Encoding.UTF8.GetString(name), "an integer from 0 to 2^64 - 1");
    }

    public DateTimeOffset Milliseconds(ReadOnlySpan<byte> name) =>
        DateTimeOffset.FromUnixTimeMilliseconds(Integer(name, 253_402_300_799_999));

    public DateTimeOffset Seconds(ReadOnlySpan<byte> name) =>
        DateTimeOffset.FromUnixTimeSeconds(Integer(name, 253_402_300_799));

    public byte[] Bytes(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> digits = Digits(name);
        byte[] bytes = new byte[digits.Length / 2];
        Decode(name, digits, bytes);
        return bytes;
    }

    public Address Address(ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = stackalloc byte[SessionKeys.Address.Length];
        Decode(name, Digits(name), bytes);
        return SessionKeys.Address.FromBytes(bytes);
    }

    public Hash32 Word(ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = stackalloc byte[Hash32.Length];
        Decode(name, Digits(name), bytes);
        return Hash32.FromBytes(bytes);
    }

    public EcdsaSignature Signature(ReadOnlySpan<byte> name)
    {
        Span<byte> bytes = stackalloc byte[EcdsaSignature.Length];
        Decode(name, Digits(name), bytes);
        return EcdsaSignature.Parse(bytes);
    }

    public UInt256 Quantity(ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> digits = Digits(name);
        Span<byte> padded = stackalloc byte[2 * UInt256.Length];
        if (digits.Length is 0 || digits.Length > padded.Length || (digits.Length > 1 && digits[0] == '0'))
        {
            throw Refuse(Encoding.UTF8.GetString(name), "0x and 1 to 64 digits without leading zeros");
        }

        padded.Fill((byte)'0');
        digits.CopyTo(padded[^digits.Length..]);
        Span<byte> word = stackalloc byte[UInt256.Length];
        Decode(name, padded, word);
        return UInt256.ReadBigEndian(word);
    }

    public NonceLane Lane() =>
        new(Quantity("chainId"u8), Address("entryPoint"u8), Address("sender"u8), Quantity("nonceKey"u8));

    public void StartObject(ReadOnlySpan<byte> name) => Find(name, JsonTokenType.StartObject);

    public void StartArray(ReadOnlySpan<byte> name) => Find(name, JsonTokenType.StartArray);

    /// <summary>Enters the next object of an array, or leaves the array.</summary>
    public bool NextObject()
    {
        _reader.Read();
        return _reader.TokenType switch
        {
            JsonTokenType.StartObject => true,
            JsonTokenType.EndArray => false,
            _ => throw Refuse("an array", "objects"),
        };
    }

    public void EndObject() => Advance(JsonTokenType.EndObject, "the end of an object");

    /// <summary>Makes sure that the record and the text end here.</summary>
    public void End()
    {
        EndObject();
        if (_reader.Read())
        {
            throw Refuse("the text behind the record", "nothing");
        }
    }

    public readonly SessionKeyException Refuse(string field, string allowed) => BookErrors.Unreadable(
        $"{field} is {_reader.TokenType} at byte {_reader.TokenStartIndex}; allowed is {allowed}");

    private long Integer(ReadOnlySpan<byte> name, long maximum)
    {
        Find(name, JsonTokenType.Number);
        return _reader.TryGetInt64(out long number) && number >= 0 && number <= maximum
            ? number
            : throw Refuse(Encoding.UTF8.GetString(name), $"an integer from 0 to {maximum}");
    }

    private ReadOnlySpan<byte> Digits(ReadOnlySpan<byte> name)
    {
        Find(name, JsonTokenType.String);
        ReadOnlySpan<byte> text = _reader.ValueSpan;
        return text.StartsWith("0x"u8) ? text[2..] : throw Refuse(Encoding.UTF8.GetString(name), "0x and digits");
    }

    private readonly void Decode(ReadOnlySpan<byte> name, ReadOnlySpan<byte> digits, Span<byte> bytes)
    {
        if (digits.Length != 2 * bytes.Length
            || digits.IndexOfAnyInRange((byte)'A', (byte)'F') >= 0
            || Convert.FromHexString(digits, bytes, out _, out _) != OperationStatus.Done)
        {
            throw Refuse(Encoding.UTF8.GetString(name), $"{2 * bytes.Length} digits 0-9 a-f behind 0x");
        }
    }

    private void Find(ReadOnlySpan<byte> name, JsonTokenType type)
    {
        Find(name);
        if (_reader.TokenType != type)
        {
            throw Refuse(Encoding.UTF8.GetString(name), type.ToString());
        }
    }

    private void Find(ReadOnlySpan<byte> name)
    {
        if (_isAtValue)
        {
            _isAtValue = false;
            return;
        }

        _reader.Read();
        if (_reader.TokenType != JsonTokenType.PropertyName || !_reader.ValueTextEquals(name))
        {
            throw Refuse("the next field", Encoding.UTF8.GetString(name));
        }

        _reader.Read();
    }

    private void Advance(JsonTokenType type, string what)
    {
        _reader.Read();
        if (_reader.TokenType != type)
        {
            throw Refuse(what, type.ToString());
        }
    }
}
