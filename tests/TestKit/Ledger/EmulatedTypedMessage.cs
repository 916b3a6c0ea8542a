using System.Numerics;
using System.Text;
using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>The state of the emulated app between the first definition of a typed message and its signature.</summary>
internal sealed class EmulatedTypedMessage(
    EmulatorSettings settings, EmulatedDisplay display, EmulatedTokens tokens, Func<bool> isDescriptorKeyKnown)
{
    private const string DomainName = "EIP712Domain";

    private readonly EmulatedSchema _schema = new();
    private readonly List<(string Title, string Text)> _entries = [];
    private readonly List<byte> _value = [];
    private readonly byte[] _contract = new byte[20];
    private EmulatedStructWalk? _walk;
    private EmulatedFilters? _filters;
    private ulong _chainId;
    private int? _valueLength;
    private byte[]? _domainHash;
    private bool _isDomainNext = true;
    private bool _hasLostText;

    /// <summary>The heap that the message took in the end.</summary>
    public int HeapCost => StoredCost + EmulatedHeap.Review(_entries.Count);

    private int StoredCost => _schema.HeapCost() + _entries.Sum(entry => EmulatedHeap.Entry(entry.Title, entry.Text));

    /// <summary>A large screen shows all fields with <i>Blind signing</i> too.</summary>
    private bool ShowsFields => settings.RawMessages || settings.Model == EmulatedModel.LargeScreen;

    public void Define(byte kind, byte[] data)
    {
        if (_walk is not null)
        {
            throw new EmulatorStatusException(EmulatorStatusException.NoDetail);
        }

        switch (kind)
        {
            case 0x00:
                _schema.AddStruct(Encoding.ASCII.GetString(data));
                break;
            case 0xff:
                _schema.AddField(EmulatedField.Parse(data));
                break;
            default:
                throw new EmulatorStatusException(EmulatorStatusException.WrongParameters);
        }

        ThrowIfFull();
    }

    public void Implement(byte p1, byte kind, byte[] data)
    {
        switch (kind)
        {
            case 0x00:
                SetRoot(Encoding.ASCII.GetString(data));
                break;
            case 0x0f when data.Length == 1:
                string path = Walk().Path;
                Walk().TakeArrayLength(data[0]);
                if (data[0] == 0)
                {
                    _filters?.NoteEmptyArray(path);
                }

                break;
            case 0xff:
                TakeValuePart(data, isLast: p1 == 0);
                break;
            default:
                throw new EmulatorStatusException(
                    kind == 0x0f ? EmulatorStatusException.InvalidData : EmulatorStatusException.WrongParameters);
        }
    }

    /// <summary>Takes a part of a descriptor. With <i>Raw messages</i> on, all of them are accepted and
    /// ignored.</summary>
    public void Filter(byte p1, byte kind, byte[] data)
    {
        if (settings.RawMessages)
        {
            return;
        }

        if (kind == 0x00)
        {
            tokens.Forget();
            _filters = new EmulatedFilters(tokens, _schema.DescriptorHash(), isDescriptorKeyKnown);
            return;
        }

        EmulatedFilters filters = _filters ?? throw new EmulatorStatusException(EmulatorStatusException.NotAllowedNow);
        switch (kind)
        {
            case 0x0f when _isDomainNext && _walk?.Hash is not null:
                filters.TakeMessage(_chainId, _contract, data);
                break;
            case 0x01 when !_isDomainNext:
                filters.Discard(data);
                break;
            case >= EmulatedFilter.DateKind when !_isDomainNext:
                filters.TakeField(kind, p1 == 1, data, () => (Walk().Path, Walk().ExpectedLeaf()));
                break;
            default:
                throw new EmulatorStatusException(EmulatorStatusException.WrongParameters);
        }
    }

    /// <summary>Ends the message: its digest, and the screens that ask for the signature.</summary>
    public (Hash32 Digest, IReadOnlyList<DeviceScreen> Screens) Finish()
    {
        if (_domainHash is null || _isDomainNext || _walk?.Hash is not { } messageHash)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        if (_filters is { IsComplete: false })
        {
            throw new EmulatorStatusException(EmulatorStatusException.FiltersMissing);
        }

        if (HeapCost > EmulatedHeap.Capacity && !_hasLostText)
        {
            throw settings.AnswersWhenFull
                ? new EmulatorStatusException(EmulatorStatusException.NotAllowedNow)
                : new EmulatorDiedException();
        }

        byte[] signed = [0x19, 0x01, .. _domainHash, .. messageHash];
        return (Keccak256.Hash(signed), Screens(messageHash));
    }

    private void SetRoot(string name)
    {
        if (_walk is null ? name != DomainName : _walk.Hash is null || !_isDomainNext)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        if (_walk is not null)
        {
            _domainHash = _walk.Hash;
            _isDomainNext = false;
        }

        bool isRefused = settings is { Model: EmulatedModel.LargeScreen, RawMessages: false, BlindSigning: false };
        if (isRefused && _filters is null && _isDomainNext)
        {
            // A large screen refuses here already, a Nano at the first value.
            display.ShowNotice(EmulatedScreens.BlindSigningRefused);
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        _walk = new EmulatedStructWalk(_schema, name);
        Store("Review struct", name);
    }

    private EmulatedStructWalk Walk() => _walk ?? throw new EmulatorStatusException(
        EmulatorStatusException.InvalidData);

    private void TakeValuePart(byte[] data, bool isLast)
    {
        EmulatedField field = Walk().ExpectedLeaf();
        if (_valueLength is null)
        {
            if (data.Length < 2)
            {
                throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
            }

            _valueLength = (data[0] << 8) | data[1];
            data = data[2..];
        }

        _value.AddRange(data);
        bool isComplete = _value.Count == _valueLength;
        bool maySpan = field.Kind is EmulatedKind.String or EmulatedKind.Bytes;
        if (isLast != isComplete || (!isLast && !maySpan))
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        if (isComplete)
        {
            TakeValue(field, [.. _value]);
            _value.Clear();
            _valueLength = null;
        }
    }

    private void TakeValue(EmulatedField field, byte[] bytes)
    {
        EmulatedValue value = EmulatedValue.Read(field, bytes);
        if (!settings.RawMessages && !settings.BlindSigning && _filters is null)
        {
            display.ShowNotice(EmulatedScreens.BlindSigningRefused);
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        if (_isDomainNext)
        {
            KeepForFilters(field, bytes);
        }

        Walk().TakeLeaf(value.Word);
        if (_filters is null)
        {
            Store(field.Key, value.Text);
        }
        else if (!_isDomainNext && _filters.Show(field, bytes, value.Text) is { } shown)
        {
            _entries.Add(shown);
            ThrowIfFull();
        }
    }

    private void KeepForFilters(EmulatedField field, byte[] bytes)
    {
        if (field is { Key: "verifyingContract", Kind: EmulatedKind.Address })
        {
            bytes.CopyTo(_contract, 0);
        }
        else if (field is { Key: "chainId", Kind: EmulatedKind.UInt })
        {
            _chainId = (ulong)(new BigInteger(bytes, isUnsigned: true, isBigEndian: true) & ulong.MaxValue);
        }
    }

    /// <summary>Without <i>Raw messages</i> a Nano keeps the domain only, and shows the rest as a hash.</summary>
    private void Store(string title, string text)
    {
        bool isTitle = title == "Review struct";
        if (_filters is null && (ShowsFields || (_isDomainNext && !isTitle)))
        {
            string stored = EmulatedHeap.StoredText(StoredCost, title, text);
            _hasLostText |= stored.Length < text.Length;
            _entries.Add((title, stored));
            ThrowIfFull();
        }
    }

    private void ThrowIfFull()
    {
        if (StoredCost > EmulatedHeap.Capacity)
        {
            throw new EmulatorStatusException(EmulatorStatusException.NoDetail);
        }
    }

    private List<DeviceScreen> Screens(byte[] messageHash) => _filters is null
        ? EmulatedTypedScreens.Unfiltered(settings, _entries, ShowsFields, messageHash)
        : EmulatedTypedScreens.Filtered(settings, _entries, _filters, _domainHash!, messageHash);
}
