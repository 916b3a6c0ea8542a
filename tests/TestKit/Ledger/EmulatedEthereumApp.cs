using System.Buffers.Binary;
using System.Text;
using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>The commands of the emulated app. One command at a time; not safe for use from several threads.</summary>
internal sealed class EmulatedEthereumApp(
    Bip32Key master, Version version, EmulatorSettings settings, EmulatedDisplay display)
{
    private const int UnshowableLength = 7_700;

    private static readonly Version FirstWithHashes = new(1, 5, 0);
    private static readonly Version FirstWithDelegations = new(1, 17, 0);

    private readonly EmulatedTokens _tokens = new();
    private EmulatedTypedMessage? _typed;
    private EmulatedPersonalMessage? _personal;
    private EmulatedDelegation? _delegation;

    /// <summary>The heap that the last typed message took, as it was signed or refused.</summary>
    public int LastHeapCost { get; private set; }

    /// <summary>Whether filters can be checked: the app has the key of descriptors, or its certificate came.</summary>
    public bool KnowsDescriptorKey { get; set; } = true;

    /// <summary>Answers a command with data; other statuses are thrown.</summary>
    public async Task<byte[]> HandleAsync(
        byte ins, byte p1, byte p2, byte[] data, CancellationToken cancellationToken)
        => ins switch
        {
            0x02 => await GetAddressAsync(p1, p2, data, cancellationToken),
            0x06 => Configuration(),
            0x08 when p2 == 0 => await SignPersonalAsync(p1, data, cancellationToken),
            0x0a when p1 == 0 && p2 == 0 => _tokens.Provide(data),
            0x0c when p1 == 0 && p2 == 0 && version >= FirstWithHashes
                => await SignHashesAsync(data, cancellationToken),
            0x0c when p1 == 0 && p2 == 1 && TakesTypedMessages => await SignTypedAsync(data, cancellationToken),
            0x1a when TakesTypedMessages => InTypedMessage(
                _typed ??= new EmulatedTypedMessage(settings, display, _tokens, () => KnowsDescriptorKey),
                typed => typed.Define(p2, data)),
            0x1c when TakesTypedMessages => InTypedMessage(_typed, typed => typed.Implement(p1, p2, data)),
            0x34 when p2 == 0 && version >= FirstWithDelegations => await SignDelegationAsync(
                p1, data, cancellationToken),
            0x0c when p1 == 0 && p2 is 0 or 1 => throw new EmulatorStatusException(
                EmulatorStatusException.UnknownInstruction),
            0x1e when TakesTypedMessages => InTypedMessage(_typed, typed => typed.Filter(p1, p2, data)),
            0x1a or 0x1c or 0x1e => throw new EmulatorStatusException(EmulatorStatusException.UnknownInstruction),
            0x08 or 0x0c => throw new EmulatorStatusException(EmulatorStatusException.WrongParameters),
            _ => throw new EmulatorStatusException(EmulatorStatusException.UnknownInstruction),
        };

    private bool TakesTypedMessages => version >= new Version(1, 10, 0);

    private byte[] Configuration()
    {
        int flags = 0x02 | (settings.BlindSigning ? 0x01 : 0x00);
        return [(byte)flags, (byte)version.Major, (byte)version.Minor, (byte)version.Build];
    }

    private async Task<byte[]> GetAddressAsync(byte p1, byte p2, byte[] data, CancellationToken cancellationToken)
    {
        if (p1 > 1 || p2 > 1)
        {
            throw new EmulatorStatusException(EmulatorStatusException.WrongParameters);
        }

        (Bip32Key key, byte[] rest) = EmulatedInput.TakePath(master, data);
        if (rest.Length is not (0 or 8))
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        string address = Secp256k1.GetAddress(key.Secret).ToString();
        if (p1 == 1)
        {
            await AskAsync(
                [
                    EmulatedScreens.Intro(AddressTitle(rest)),
                    .. EmulatedScreens.Value("Address", address),
                    .. EmulatedScreens.Choice("Confirm", "Cancel"),
                ],
                cancellationToken);
        }

        byte[] text = Encoding.ASCII.GetBytes(address[2..]);
        byte[] chainCode = p2 == 1 ? key.ChainCode : [];
        return [65, 4, .. Secp256k1.GetPublicKey(key.Secret), (byte)text.Length, .. text, .. chainCode];
    }

    /// <summary>Measured are Ethereum and Polygon; for a chain that the app does not know the title is a
    /// guess.</summary>
    private static string AddressTitle(byte[] chainId) => chainId.Length == 0
        ? "Verify Ethereum address"
        : BinaryPrimitives.ReadUInt64BigEndian(chainId) switch
        {
            1 => "Verify Ethereum address",
            137 => "Verify Polygon address",
            _ => "Verify address",
        };

    private async Task<byte[]> SignPersonalAsync(byte p1, byte[] data, CancellationToken cancellationToken)
    {
        if (p1 is not (0x00 or 0x80))
        {
            throw new EmulatorStatusException(EmulatorStatusException.WrongParameters);
        }

        bool isIdle = _personal is null && _typed is null && _delegation is null;
        EmulatedPersonalMessage? message = p1 == 0x80 ? _personal : null;
        _personal = null;
        if (p1 == 0)
        {
            if (!isIdle)
            {
                _typed = null;
                _delegation = null;
                throw new EmulatorStatusException(EmulatorStatusException.NotAllowedNow);
            }

            (Bip32Key key, byte[] rest) = EmulatedInput.TakePath(master, data);
            message = new EmulatedPersonalMessage(key, EmulatedInput.TakeLength(ref rest));
            data = rest;
        }

        if (message is null || !message.TryAdd(data))
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        if (!message.IsComplete)
        {
            _personal = message;
            return [];
        }

        string text = EmulatedScreens.PersonalText(message.Bytes);
        if (text.Length >= UnshowableLength)
        {
            throw new EmulatorStatusException(EmulatorStatusException.NoMemory);
        }

        await AskForMessageAsync(message.Bytes, text, cancellationToken);
        return Sign(message.Key, message.Digest());
    }

    /// <summary>The older form: only the two hashes come, and only they can be shown.</summary>
    private async Task<byte[]> SignHashesAsync(byte[] data, CancellationToken cancellationToken)
    {
        (Bip32Key key, byte[] hashes) = EmulatedInput.TakePath(master, data);
        if (hashes.Length != 64)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        if (!settings.BlindSigning)
        {
            display.ShowNotice(EmulatedScreens.BlindSigningRefused);
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        await AskAsync(
            [
                EmulatedScreens.BlindWarning,
                EmulatedScreens.Intro("Review typed message"),
                .. EmulatedScreens.Value("Domain hash", "0x" + Convert.ToHexString(hashes.AsSpan(0, 32))),
                .. EmulatedScreens.Value("Message hash", "0x" + Convert.ToHexString(hashes.AsSpan(32))),
                .. EmulatedScreens.Choice("Sign message", "Reject message"),
            ],
            cancellationToken);
        byte[] signed = [0x19, 0x01, .. hashes];
        return Sign(key, Keccak256.Hash(signed));
    }

    private async Task<byte[]> SignTypedAsync(byte[] data, CancellationToken cancellationToken)
    {
        EmulatedTypedMessage typed = _typed ?? throw new EmulatorStatusException(EmulatorStatusException.NotAllowedNow);
        _typed = null;
        LastHeapCost = typed.HeapCost;
        (Hash32 digest, IReadOnlyList<DeviceScreen> screens) = typed.Finish();
        (Bip32Key key, byte[] rest) = EmulatedInput.TakePath(master, data);
        if (rest.Length > 0)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        await AskAsync(screens, cancellationToken);
        return Sign(key, digest);
    }

    /// <summary>The screens of a delegation were not measured; what is signed and refused was.</summary>
    private async Task<byte[]> SignDelegationAsync(byte p1, byte[] data, CancellationToken cancellationToken)
    {
        EmulatedDelegation? delegation = p1 == 0x00 ? _delegation : null;
        _delegation = null;
        if (p1 == 0x01)
        {
            (Bip32Key key, byte[] rest) = EmulatedInput.TakePath(master, data);
            delegation = EmulatedDelegation.Begin(key, ref rest);
            data = rest;
        }

        if (delegation is null || !delegation.TryAdd(data))
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        if (!delegation.IsComplete)
        {
            _delegation = delegation;
            return [];
        }

        AccountDelegation read = delegation.Read();
        if (!settings.SmartAccounts || !EmulatedDelegation.IsOnList(read.Delegate))
        {
            display.ShowNotice(EmulatedScreens.UnableToSign);
            throw new EmulatorStatusException(EmulatorStatusException.NotAllowedNow);
        }

        await AskAsync(
            [
                EmulatedScreens.Intro("Review delegation"),
                .. EmulatedScreens.Value("Delegate to", read.Delegate.ToString()),
                .. EmulatedScreens.Value("Chain", $"{read.ChainId}"),
                .. EmulatedScreens.Value("Nonce", $"{read.Nonce}"),
                .. EmulatedScreens.Choice("Sign operation", "Reject operation"),
            ],
            cancellationToken);
        byte[] signature = Sign(delegation.Key, EmulatedDelegation.Hash(read));
        signature[0] -= 27;
        return signature;
    }

    /// <summary>Any error ends the typed message.</summary>
    private byte[] InTypedMessage(EmulatedTypedMessage? typed, Action<EmulatedTypedMessage> command)
    {
        try
        {
            command(typed ?? throw new EmulatorStatusException(EmulatorStatusException.NotAllowedNow));
            return [];
        }
        catch (EmulatorStatusException)
        {
            LastHeapCost = typed?.HeapCost ?? 0;
            _typed = null;
            throw;
        }
    }

    private Task AskForMessageAsync(byte[] message, string nanoText, CancellationToken cancellationToken)
    {
        if (settings.Model == EmulatedModel.Nano)
        {
            return AskAsync(
                [
                    EmulatedScreens.Intro("Review message"),
                    .. EmulatedScreens.Value("Message", nanoText),
                    .. EmulatedScreens.Choice("Sign message", "Reject message"),
                ],
                cancellationToken);
        }

        string text = EmulatedScreens.PersonalText(message, keepsLineBreaks: true);
        return AskAsync(EmulatedLargeScreen.Review(text), cancellationToken, EmulatedLargeScreen.More(text));
    }

    private async Task AskAsync(
        IReadOnlyList<DeviceScreen> screens, CancellationToken cancellationToken,
        IReadOnlyList<DeviceScreen>? more = null)
    {
        if (!await display.AskAsync(screens, more ?? [], cancellationToken))
        {
            throw new EmulatorStatusException(EmulatorStatusException.Rejected);
        }
    }

    private static byte[] Sign(Bip32Key key, Hash32 digest)
    {
        EcdsaSignature signature = Secp256k1.Sign(key.Secret, digest);
        return [signature.V, .. signature.R.ToArray(), .. signature.S.ToArray()];
    }
}
