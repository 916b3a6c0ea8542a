namespace SessionKeys;

/// <summary>Reads a declaration from left to right; null stands for a text that is none.</summary>
internal sealed class AbiSignatureParser(string text)
{
    private const int MaximumLength = 4_096;

    private static readonly string[] Locations = ["memory", "calldata", "storage", "payable"];

    private static readonly string[] Modifiers =
        ["external", "public", "payable", "nonpayable", "view", "pure", "virtual", "override"];

    private int _at;

    public AbiSignature? Parse()
    {
        if (text.Length > MaximumLength)
        {
            return null;
        }

        bool isReceive = text.TrimStart().StartsWith("receive", StringComparison.Ordinal);
        string name = ReadWord();
        name = name == "function" ? ReadWord() : name;
        if (!AbiTypeParser.IsIdentifier(name) || ReadTuple(0) is not { } parameters || !ReadEnd(out bool isPayable))
        {
            return null;
        }

        if (isReceive && name == "receive")
        {
            return parameters.Count == 0 && isPayable ? new AbiSignature(null, [], true) : null;
        }

        string types = string.Join(',', parameters.Select(parameter => parameter.Type.Name));
        return new AbiSignature(AbiFunction.Parse($"{name}({types})"), parameters.ToValueList(), isPayable);
    }

    private List<AbiParameter>? ReadTuple(int depth)
    {
        List<AbiParameter> parameters = [];
        if (!Take('(') || depth > AbiType.MaximumDepth)
        {
            return null;
        }

        if (Take(')'))
        {
            return parameters;
        }

        do
        {
            if (ReadParameter(depth) is not { } parameter)
            {
                return null;
            }

            parameters.Add(parameter);
        }
        while (Take(','));

        return Take(')') ? parameters : null;
    }

    private AbiParameter? ReadParameter(int depth)
    {
        string word = ReadWord();
        List<AbiParameter>? components = null;
        if (word is "" or "tuple")
        {
            components = ReadTuple(depth + 1);
            if (components is not { Count: > 0 })
            {
                return null;
            }

            word = $"({string.Join(',', components.Select(component => component.Type.Name))})";
        }

        word = word switch { "uint" => "uint256", "int" => "int256", _ => word } + ReadBrackets();
        if (new AbiTypeParser(word).Parse() is not { } type)
        {
            return null;
        }

        string name = ReadWord();
        name = Locations.Contains(name) ? ReadWord() : name;
        return name.Length == 0 || AbiTypeParser.IsIdentifier(name)
            ? new AbiParameter(name, type, components?.ToValueList() ?? [])
            : null;
    }

    /// <summary>Reads what may stand behind the parameters; <c>returns (...)</c> is checked and not kept.</summary>
    private bool ReadEnd(out bool isPayable)
    {
        isPayable = false;
        for (string word = ReadWord(); word.Length > 0; word = ReadWord())
        {
            isPayable |= word == "payable";
            if (word == "returns" ? ReadTuple(0) is null : !Modifiers.Contains(word))
            {
                return false;
            }
        }

        Take(';');
        SkipSpaces();
        return _at == text.Length;
    }

    private string ReadWord()
    {
        SkipSpaces();
        int start = _at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '_' or '$'))
        {
            _at++;
        }

        return text[start.._at];
    }

    private string ReadBrackets()
    {
        int start = _at;
        while (_at < text.Length && (text[_at] is '[' or ']' || (_at > start && char.IsAsciiDigit(text[_at]))))
        {
            _at++;
        }

        return text[start.._at];
    }

    private bool Take(char character)
    {
        SkipSpaces();
        bool isThere = _at < text.Length && text[_at] == character;
        _at += isThere ? 1 : 0;
        return isThere;
    }

    private void SkipSpaces()
    {
        while (_at < text.Length && text[_at] is ' ' or '\n')
        {
            _at++;
        }
    }
}
