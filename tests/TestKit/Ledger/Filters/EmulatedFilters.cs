namespace SessionKeys.TestKit;

/// <summary>The descriptor that an emulated app receives between the values of a typed message.</summary>
internal sealed class EmulatedFilters(EmulatedTokens tokens, byte[] schemaHash, Func<bool> isKeyKnown)
{
    private const int MaxFilters = 50;
    private const int ContractReference = 255;

    private readonly HashSet<string> _received = new(StringComparer.Ordinal);
    private readonly List<string> _emptyArrays = [];
    private readonly Dictionary<int, byte[]> _joinedTokens = [];
    private readonly Dictionary<int, (string Label, EmulatedField Field, byte[] Value)> _waitingAmounts = [];
    private FilterPreimage? _preimage;
    private int _announced;
    private string? _discarded;
    private EmulatedFilter? _next;

    /// <summary>What the device calls the message.</summary>
    public string Contract { get; private set; } = string.Empty;

    /// <summary>The chain of the domain, 0 for none.</summary>
    public ulong ChainId => _preimage?.ChainId ?? 0;

    public bool IsComplete => _preimage is not null && _received.Count == _announced;

    /// <summary>Takes the label of the message and the number of its filters, once, behind the domain.</summary>
    public void TakeMessage(ulong chainId, byte[] contract, byte[] data)
    {
        EmulatedPayload payload = new(data);
        FilterPreimage preimage = new(chainId, contract, schemaHash);
        string name = payload.TakeText();
        int count = payload.TakeByte();
        Verify(preimage.Message(count, name), payload.TakeRest());
        if (_preimage is not null || count > MaxFilters)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        (_preimage, _announced, Contract) = (preimage, count, name);
    }

    public void NoteEmptyArray(string path) => _emptyArrays.Add(path + ".[]");

    /// <summary>Names a filter below an array that has no elements.</summary>
    public void Discard(byte[] data)
    {
        string path = new EmulatedPayload(data).TakeText();
        _discarded = _emptyArrays.Any(array => path == array || path.StartsWith(array + ".", StringComparison.Ordinal))
            ? path
            : throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
    }

    /// <summary>Takes the filter of the value that comes next, or of a path that was discarded.</summary>
    public void TakeField(byte kind, bool isDiscarded, byte[] data, Func<(string Path, EmulatedField Field)> next)
    {
        FilterPreimage preimage = _preimage ?? throw new EmulatorStatusException(EmulatorStatusException.NoDetail);
        (string path, EmulatedField? field) = isDiscarded
            ? (_discarded ?? throw new EmulatorStatusException(EmulatorStatusException.InvalidData), null)
            : next();
        EmulatedFilter filter = EmulatedFilter.Read(kind, data, out byte[] signature);
        Verify(filter.Preimage(preimage, path), signature);
        if (field is not null && !filter.Suits(field))
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        _received.Add(path);
        _discarded = null;
        _next = isDiscarded ? null : filter;
    }

    /// <summary>What a value shows; nothing without a filter, or while the other half of an amount is
    /// missing.</summary>
    public (string Title, string Text)? Show(EmulatedField field, byte[] value, string rawText)
    {
        EmulatedFilter? filter = _next;
        _next = null;
        return filter?.Kind switch
        {
            null => null,
            EmulatedFilter.RawKind => (filter.Label, rawText),
            EmulatedFilter.DateKind => (filter.Label, EmulatedFormats.Date(field, value)),
            EmulatedFilter.TokenKind => JoinToken(filter.Reference, value),
            _ => JoinAmount(filter, field, value),
        };
    }

    private (string Title, string Text)? JoinToken(int reference, byte[] address)
    {
        if (_joinedTokens.TryGetValue(reference, out byte[]? known) && !known.AsSpan().SequenceEqual(address))
        {
            throw new EmulatorStatusException(EmulatorStatusException.NoDetail);
        }

        _joinedTokens[reference] = address;
        return _waitingAmounts.Remove(reference, out (string Label, EmulatedField Field, byte[] Value) amount)
            ? (amount.Label, EmulatedFormats.Amount(amount.Field, amount.Value, tokens.Find(ChainId, address)))
            : null;
    }

    private (string Title, string Text)? JoinAmount(EmulatedFilter filter, EmulatedField field, byte[] value)
    {
        byte[]? address = filter.Reference == ContractReference
            ? _preimage!.Contract
            : _joinedTokens.GetValueOrDefault(filter.Reference);
        if (address is not null)
        {
            return (filter.Label, EmulatedFormats.Amount(field, value, tokens.Find(ChainId, address)));
        }

        _waitingAmounts[filter.Reference] = (filter.Label, field, value);
        return null;
    }

    private void Verify(byte[] preimage, byte[] signature)
    {
        if (!isKeyKnown() || !CatalogueKey.HasSigned(preimage, signature))
        {
            throw new EmulatorStatusException(EmulatorStatusException.NoDetail);
        }
    }
}
