namespace SessionKeys;

/// <summary>
/// Reads the calls of an operation in the one canonical ABI encoding, one at a time, as the account will make them.
/// </summary>
internal ref struct CallReader(CallDataBytes data, int origin, int length)
{
    private const uint Execute6900 = 0xb61d27f6; // execute(address,uint256,bytes)
    private const uint ExecuteBatch6900 = 0x34fcd5be; // executeBatch((address,uint256,bytes)[])
    private const uint ExecuteUserOp = 0x8dd7712f;
    private const uint Execute7579 = 0xe9ae5c53; // execute(bytes32,bytes)

    private static readonly UInt256 BatchMode = UInt256.One << 248;

    private readonly CallDataBytes _data = data;
    private readonly int _origin = origin;
    private int _end = origin + length;
    private int _offsetsAt;
    private int _next;
    private bool _isPacked;

    /// <summary>Whether the account hands the whole operation to its execution hooks (ERC-6900).</summary>
    public static bool IsBehindExecuteUserOp(CallDataBytes data, int origin) =>
        data.Unsigned(origin, sizeof(uint)) == ExecuteUserOp;

    /// <summary>What is wrong, when a method returned false.</summary>
    public CallFault Fault { get; private set; }

    public int Count { get; private set; }

    /// <summary>Of the call that was read last.</summary>
    public CallKey Key { get; private set; }

    public UInt256 Value { get; private set; }

    public int DataAt { get; private set; }

    public int DataLength { get; private set; }

    /// <summary>Finds the calls.</summary>
    public bool Open(bool is7579)
    {
        if (_end - _origin < 4)
        {
            Span<byte> word = stackalloc byte[UInt256.Length];
            word.Clear();
            _data.Range(_origin, _end - _origin).CopyTo(word);
            return Fail("FunctionNotSupported", UInt256.ReadBigEndian(word));
        }

        return is7579 ? Open7579() : Open6900();
    }

    /// <summary>Reads the next call; behind the last one, the data must end.</summary>
    public bool Read(int index)
    {
        int position = _next;
        if (_isPacked)
        {
            Value = _data.Word(position + Address.Length);
            return SetData(index, position, position + 52, _end - position - 52);
        }

        if (_offsetsAt != 0
            && !RequireWord(_offsetsAt + (UInt256.Length * index), (ulong)(position - _offsetsAt)))
        {
            return false;
        }

        if (!ReadTuple(index, position, out int next))
        {
            return false;
        }

        _next = next;
        return next > _end || (next != _end && index + 1 == Count) ? NotCanonical(next) : true;
    }

    /// <summary>A word of the call's data: the 32 bytes at 4 + 32 × index.</summary>
    public readonly bool TryGetWord(int index, out UInt256 word)
    {
        int offset = Selector.Length + (UInt256.Length * index);
        bool isThere = offset + UInt256.Length <= DataLength;
        word = isThere ? _data.Word(DataAt + offset) : UInt256.Zero;
        return isThere;
    }

    private bool Open6900()
    {
        int position = _origin;
        uint selector = (uint)_data.Unsigned(position, 4);
        if (selector == ExecuteUserOp)
        {
            position += 4;
            selector = (uint)_data.Unsigned(position, 4);
        }

        switch (selector)
        {
            case Execute6900:
                Count = 1;
                _next = position + 4;
                return true;
            case ExecuteBatch6900:
                return OpenBatch(position + 4);
            default:
                return Fail("FunctionNotSupported", (UInt256)selector << 224);
        }
    }

    private bool Open7579()
    {
        uint selector = (uint)_data.Unsigned(_origin, 4);
        if (selector != Execute7579)
        {
            return Fail("FunctionNotSupported", (UInt256)selector << 224);
        }

        UInt256 mode = _data.Word(_origin + 4);
        bool isBatch = mode == BatchMode;
        if (!isBatch && !mode.IsZero)
        {
            return Fail("FunctionNotSupported", mode);
        }

        if (!RequireWord(_origin + 36, 0x40) || !TryGetLength(_origin + 68, out int length))
        {
            return false;
        }

        int data = _origin + 100;
        if (!SkipPadded(data, length, out int next))
        {
            return false;
        }

        if (next != _end)
        {
            return NotCanonical(next);
        }

        _end = data + length;
        if (isBatch)
        {
            return OpenBatch(data);
        }

        if (length < 52)
        {
            return NotCanonical(data);
        }

        Count = 1;
        _next = data;
        _isPacked = true;
        return true;
    }

    /// <summary>Offset 0x20, count, one offset each, then the items back to back.</summary>
    private bool OpenBatch(int position)
    {
        if (!RequireWord(position, 0x20))
        {
            return false;
        }

        UInt256 count = _data.Word(position + 32);
        if (count.IsZero || count > (ulong)EnvelopeLimits.MaxCalls)
        {
            return Fail("CallCountInvalid", count, (ulong)EnvelopeLimits.MaxCalls);
        }

        Count = (int)(ulong)count;
        _offsetsAt = position + 64;
        _next = position + 64 + (UInt256.Length * Count);
        return true;
    }

    private bool ReadTuple(int index, int position, out int next)
    {
        next = position;
        if (_data.Word(position).BitLength > 160)
        {
            return NotCanonical(position);
        }

        if (!RequireWord(position + 64, 0x60))
        {
            return false;
        }

        Value = _data.Word(position + 32);
        return TryGetLength(position + 96, out int length)
            && SetData(index, position + 12, position + 128, length)
            && SkipPadded(position + 128, length, out next);
    }

    private bool SetData(int index, int targetAt, int position, int length)
    {
        DataAt = position;
        DataLength = length;
        Span<byte> key = stackalloc byte[CallKey.Length];
        key.Clear();
        _data.Range(targetAt, Address.Length).CopyTo(key);
        if (length >= Selector.Length)
        {
            _data.Range(position, Selector.Length).CopyTo(key[Address.Length..]);
        }

        Key = CallKey.Read(key);
        return Key.Selector != 0 || length == 0 || Fail("SelectorMissing", (ulong)index, (ulong)length);
    }

    private bool RequireWord(int position, ulong expected) =>
        _data.Word(position) == expected || NotCanonical(position);

    /// <summary>Bounded by what is there, so that no later sum overflows.</summary>
    private bool TryGetLength(int position, out int length)
    {
        UInt256 word = _data.Word(position);
        bool isThere = word <= (ulong)(_end - _origin);
        length = isThere ? (int)(ulong)word : 0;
        return isThere || NotCanonical(position);
    }

    /// <summary>The padding must be zero.</summary>
    private bool SkipPadded(int position, int length, out int next)
    {
        next = position + ((length + 31) & ~31);
        return _data.Range(position + length, next - position - length).IndexOfAnyExcept((byte)0) < 0
            || NotCanonical(position + length);
    }

    private bool NotCanonical(int position) => Fail("CallDataNotCanonical", (ulong)(position - _origin));

    private bool Fail(string name, UInt256 first, UInt256? second = null)
    {
        Fault = new CallFault(name, first, second);
        return false;
    }
}

/// <summary>An error of the module with one or two arguments.</summary>
internal readonly record struct CallFault(string Name, UInt256 First, UInt256? Second);
