namespace SessionKeys;

/// <summary>
/// Reads a type or a function signature from left to right; null stands for a text that is not canonical.
/// </summary>
internal ref struct AbiTypeParser(ReadOnlySpan<char> text)
{
    /// <summary>Keeps the head of <c>T[k]</c> far from overflow, and a short text from describing gigabytes.</summary>
    private const int MaximumHeadLength = 1 << 24;

    private const int ShownLength = 120;

    private ReadOnlySpan<char> _rest = text;

    /// <summary>Reads a type that fills the whole text.</summary>
    public AbiType? Parse()
    {
        AbiType? type = ReadType(AbiType.MaximumDepth);
        return _rest.IsEmpty ? type : null;
    }

    /// <summary>Reads <c>name(T1,T2,...)</c> that fills the whole text and returns the tuple of arguments.</summary>
    public AbiType? ParseFunction()
    {
        int length = _rest.IndexOf('(');
        if (length < 0 || !IsIdentifier(_rest[..length]))
        {
            return null;
        }

        _rest = _rest[length..];
        AbiType? arguments = ReadTuple(AbiType.MaximumDepth);
        return _rest.IsEmpty ? arguments : null;
    }

    /// <summary>Reads a type with at most so many arrays and tuples inside each other; bounds the recursion.</summary>
    private AbiType? ReadType(int depth)
    {
        AbiType? type = depth > 0 && _rest.StartsWith("(") ? ReadTuple(depth) : ReadElementary();
        while (type is not null && _rest.StartsWith("["))
        {
            type = ReadArray(type);
        }

        return type?.Depth <= depth ? type : null;
    }

    private AbiType? ReadElementary()
    {
        int length = _rest.IndexOfAny("[](),");
        ReadOnlySpan<char> name = length < 0 ? _rest : _rest[..length];
        _rest = _rest[name.Length..];
        return AbiType.Elementary(name.ToString());
    }

    private AbiType? ReadTuple(int depth)
    {
        List<AbiType> components = [];
        if (_rest.StartsWith("()"))
        {
            _rest = _rest[2..];
            return AbiType.TupleOf(components);
        }

        long headLength = 0;
        do
        {
            _rest = _rest[1..];
            AbiType? component = ReadType(depth - 1);
            headLength += component?.HeadLength ?? 0;
            if (component is null or { HeadLength: 0 } || _rest.IsEmpty || headLength > MaximumHeadLength)
            {
                return null;
            }

            components.Add(component);
        }
        while (_rest[0] == ',');

        if (_rest[0] != ')')
        {
            return null;
        }

        _rest = _rest[1..];
        return AbiType.TupleOf(components);
    }

    private AbiType? ReadArray(AbiType element)
    {
        int end = _rest.IndexOf(']');
        if (end < 0 || element.HeadLength == 0 || element.Depth >= AbiType.MaximumDepth)
        {
            return null;
        }

        ReadOnlySpan<char> digits = _rest[1..end];
        _rest = _rest[(end + 1)..];
        if (digits.IsEmpty)
        {
            return AbiType.ArrayOf(element, null);
        }

        bool isCount = digits.Length <= 8 && digits[0] != '0' && !digits.ContainsAnyExceptInRange('0', '9');
        if (!isCount)
        {
            return null;
        }

        int count = int.Parse(digits, System.Globalization.CultureInfo.InvariantCulture);
        return (long)count * element.HeadLength <= MaximumHeadLength ? AbiType.ArrayOf(element, count) : null;
    }

    /// <summary>A refused text for an error message: its beginning, with '?' for what is no printable ASCII.</summary>
    public static string Show(string text)
    {
        string shown = string.Concat(text.Take(ShownLength).Select(each => each is >= ' ' and <= '~' ? each : '?'));
        return text.Length > ShownLength ? $"{shown}… ({text.Length} characters)" : shown;
    }

    /// <summary>Tells whether a name is a Solidity identifier.</summary>
    public static bool IsIdentifier(ReadOnlySpan<char> name)
    {
        if (name.IsEmpty || char.IsAsciiDigit(name[0]))
        {
            return false;
        }

        foreach (char c in name)
        {
            if (!char.IsAsciiLetterOrDigit(c) && c is not '_' and not '$')
            {
                return false;
            }
        }

        return true;
    }
}
