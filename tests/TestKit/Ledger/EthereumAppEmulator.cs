using System.Text;
using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>
/// A test double of a Ledger Nano S Plus with its Ethereum app 1.22.0, behind the TCP framing of Speculos on 127.0.0.1.
/// It is not Ledger's code: it was written from measurements of the real app.
/// </summary>
/// <remarks>
/// It derives its keys by BIP-39 and BIP-32 from the seed of Speculos, parses the commands itself, hashes what they
/// carry with code of its own, shows screens and waits for buttons. Descriptors must be signed by a test key of its
/// own, see <see cref="DescriptorSigner"/>. A large screen is emulated as far as its behaviour was measured. Not
/// emulated: transactions, and the screens that apps before 1.19 show between values. All members are safe for use from
/// several threads.
/// </remarks>
public sealed class EthereumAppEmulator : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly EmulatedPort _port;
    private readonly EmulatedDisplay _display = new();
    private readonly List<byte[]> _received = [];
    private readonly EmulatedDashboard _dashboard;
    private readonly EmulatorOptions _options;
    private readonly Bip32Key _master;
    private readonly Task _work;
    private EmulatedEthereumApp _app;
    private CancellationTokenSource _power = new();

    private EthereumAppEmulator(EmulatorOptions options)
    {
        _options = options;
        _master = Bip32Key.Master(Bip39.Seed(options.Mnemonic, options.Passphrase));
        _app = NewApp();
        _dashboard = new EmulatedDashboard(options.InstalledApps, _display);
        OpenApp = options.OpenApp;
        _port = new EmulatedPort(_stop.Token);
        _work = WorkAsync();
    }

    /// <summary>Every screen that came up, oldest first.</summary>
    public IReadOnlyList<DeviceScreen> Screens => _display.History;

    /// <summary>What is on the display.</summary>
    public DeviceScreen CurrentScreen => _display.Current;

    /// <summary>Raised for every screen as it comes up, on the thread that caused it.</summary>
    public event Action<DeviceScreen>? ScreenShown
    {
        add => _display.ScreenShown += value;
        remove => _display.ScreenShown -= value;
    }

    public int Port => _port.Number;

    /// <summary>The number of connections that were accepted so far.</summary>
    public int AcceptedClients => _port.AcceptedClients;

    /// <summary>Where hosts connect.</summary>
    public LedgerEndpoint Endpoint => new LedgerTcpEndpoint("127.0.0.1", Port);

    public EmulatorSettings Settings { get; } = new();

    /// <summary>A locked device answers nothing but that.</summary>
    public bool IsLocked { get; set; }

    /// <summary>The app that is open; only <see cref="AppAndVersion.Ethereum"/> signs.</summary>
    public string OpenApp { get; set; }

    /// <summary>What happens to questions without a test pressing buttons.</summary>
    public EmulatorAnswer AutoAnswer
    {
        get => _display.AutoAnswer;
        set => _display.AutoAnswer = value;
    }

    /// <summary>Every command that was received, oldest first.</summary>
    public IReadOnlyList<byte[]> ReceivedApdus
    {
        get
        {
            lock (_received)
            {
                return [.. _received];
            }
        }
    }

    /// <summary>The heap that the last typed message took inside the app, bytes.</summary>
    public int LastHeapCost => _app.LastHeapCost;

    /// <summary>Starts a device on a free port of 127.0.0.1.</summary>
    public static EthereumAppEmulator Start(EmulatorOptions? options = null) => new(options ?? new EmulatorOptions());

    public void PressLeft() => _display.Press(review => review.PressLeft());

    public void PressRight() => _display.Press(review => review.PressRight());

    public void PressBoth() => _display.Press(review => review.PressBoth());

    /// <summary>Waits for a question, reads it screen by screen, and signs.</summary>
    /// <param name="onScreen">Called for each screen before its button is pressed.</param>
    /// <param name="cancellationToken">Ends the wait for a question.</param>
    /// <returns>The screens that were read.</returns>
    public Task<IReadOnlyList<DeviceScreen>> ApproveAsync(
        Action<DeviceScreen>? onScreen = null, CancellationToken cancellationToken = default)
        => _display.DecideAsync(DeviceScreenKind.Sign, onScreen, cancellationToken);

    /// <summary>Waits for a question, reads it screen by screen, and rejects.</summary>
    /// <param name="onScreen">Called for each screen before its button is pressed.</param>
    /// <param name="cancellationToken">Ends the wait for a question.</param>
    /// <returns>The screens that were read.</returns>
    public Task<IReadOnlyList<DeviceScreen>> RejectAsync(
        Action<DeviceScreen>? onScreen = null, CancellationToken cancellationToken = default)
        => _display.DecideAsync(DeviceScreenKind.Reject, onScreen, cancellationToken);

    /// <summary>Ends the device.</summary>
    /// <returns>The end of the work; it fails with what went wrong in the emulator or in a handler of
    /// <see cref="ScreenShown"/>, which had ended every connection.</returns>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        try
        {
            await _work;
        }
        finally
        {
            _stop.Dispose();
            _power.Dispose();
        }
    }

    /// <summary>Takes the power away: a question is gone, no answer comes, and the dashboard is next.</summary>
    public void CutPower()
    {
        _port.DropCommands();
        Interlocked.Exchange(ref _power, new CancellationTokenSource()).Cancel();
        _display.TurnOff();
        Restart(AppAndVersion.Dashboard);
    }

    private EmulatedEthereumApp NewApp() => new(_master, _options.AppVersion, Settings, _display)
    {
        KnowsDescriptorKey = _options.KnowsDescriptorKey,
    };

    private async Task WorkAsync()
    {
        Task accepting = _port.AcceptAsync();
        try
        {
            await AnswerAsync();
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The test is over.
        }
        finally
        {
            // Nobody answers any more, so no host may wait.
            await _stop.CancelAsync();
            _port.Dispose();
            await accepting.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task AnswerAsync()
    {
        await foreach (byte[] apdu in _port.CommandsAsync())
        {
            lock (_received)
            {
                _received.Add(apdu);
            }

            using var powered = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _power.Token);
            try
            {
                byte[] data = await HandleAsync(apdu, powered.Token);
                await _port.ReplyAsync(data, 0x9000);
                if (EmulatedDashboard.NextApp(apdu) is { } nextApp)
                {
                    Restart(nextApp);
                }
            }
            catch (EmulatorStatusException refusal)
            {
                await _port.ReplyAsync(refusal.Payload, refusal.Status);
            }
            catch (OperationCanceledException) when (!_stop.IsCancellationRequested)
            {
                // Without power nobody answers.
            }
            catch (EmulatorDiedException)
            {
                Restart(AppAndVersion.Dashboard);
            }
        }
    }

    private async Task<byte[]> HandleAsync(byte[] apdu, CancellationToken cancellationToken)
    {
        byte[] data = apdu.Length > 5 ? apdu[5..] : [];
        if (apdu.Length < 4 || (apdu.Length > 4 && apdu[4] != data.Length))
        {
            throw new EmulatorStatusException(EmulatorStatusException.WrongLength, [0, 0]);
        }

        if (IsLocked)
        {
            throw new EmulatorStatusException(EmulatorStatusException.Locked);
        }

        if (apdu[0] == 0xb0 && apdu[1] == 0x01)
        {
            return DescribeApp();
        }

        if (apdu is [0xb0, 0x06, 0x08, ..])
        {
            return TakeCertificate(data);
        }

        if (EmulatedDashboard.IsClose(apdu))
        {
            return [];
        }

        if (EmulatedDashboard.IsOpen(apdu) && OpenApp == AppAndVersion.Dashboard)
        {
            await _dashboard.AskAsync(Encoding.ASCII.GetString(data), cancellationToken);
            return [];
        }

        if (apdu[0] != 0xe0 || OpenApp != AppAndVersion.Ethereum)
        {
            throw new EmulatorStatusException(EmulatorStatusException.UnknownClass);
        }

        return await _app.HandleAsync(apdu[1], apdu[2], apdu[3], data, cancellationToken);
    }

    /// <summary>The app ends, and the connection with it.</summary>
    private void Restart(string openApp)
    {
        OpenApp = openApp;
        _app = NewApp();
        _port.HangUp();
    }

    private byte[] TakeCertificate(byte[] certificate)
    {
        if (!_options.TakesCertificates)
        {
            throw new EmulatorStatusException(EmulatorStatusException.NoCertificates);
        }

        _app.KnowsDescriptorKey = certificate.AsSpan().SequenceEqual(DescriptorSigner.Certificate);
        return _app.KnowsDescriptorKey ? [] : throw new EmulatorStatusException(EmulatorStatusException.NoDetail);
    }

    private byte[] DescribeApp()
    {
        byte[] name = Encoding.ASCII.GetBytes(OpenApp);
        byte[] version = Encoding.ASCII.GetBytes(
            OpenApp == AppAndVersion.Ethereum ? _options.AppVersion.ToString() : "1.1.1");
        return [1, (byte)name.Length, .. name, (byte)version.Length, .. version, 1, 0];
    }
}
