using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Threading.Channels;
using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>
/// A test double of a Ledger Nano S Plus with its Ethereum app 1.22.0, behind the TCP framing of Speculos on 127.0.0.1.
/// It is not Ledger's code: it was written from measurements of the real app.
/// </summary>
/// <remarks>
/// It derives its keys by BIP-39 and BIP-32 from the seed of Speculos, parses the commands itself, hashes what they
/// carry with code of its own, shows screens and waits for buttons. As Speculos, it answers only its newest client, and
/// an answer that comes late goes to whoever is connected then. Descriptors must be signed by a test key of its own, see
/// <see cref="DescriptorSigner"/>. A large screen is emulated as far as its behaviour was measured. Not emulated:
/// transactions, and the screens that apps before 1.19 show between values. All members are safe for use from several
/// threads.
/// </remarks>
public sealed class EthereumAppEmulator : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Channel<byte[]> _commands = Channel.CreateUnbounded<byte[]>();
    private readonly EmulatedDisplay _display = new();
    private readonly List<byte[]> _received = [];
    private readonly EmulatedDashboard _dashboard;
    private readonly EmulatorOptions _options;
    private readonly Bip32Key _master;
    private readonly Task _work;
    private EmulatedEthereumApp _app;
    private CancellationTokenSource _power = new();
    private TcpClient? _newest;
    private int _acceptedClients;

    private EthereumAppEmulator(EmulatorOptions options)
    {
        _options = options;
        _master = Bip32Key.Master(Bip39.Seed(options.Mnemonic, options.Passphrase));
        _app = NewApp();
        _dashboard = new EmulatedDashboard(options.InstalledApps, _display);
        OpenApp = options.OpenApp;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _work = Task.WhenAll(AcceptAsync(), AnswerAsync());
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

    public int Port { get; }

    /// <summary>The number of connections that were accepted so far.</summary>
    public int AcceptedClients => Volatile.Read(ref _acceptedClients);

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

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        Interlocked.Exchange(ref _newest, null)?.Dispose();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _stop.Dispose();
        _power.Dispose();
        _listener.Dispose();
    }

    /// <summary>Takes the power away: a question is gone, no answer comes, and the dashboard is next.</summary>
    public void CutPower()
    {
        while (_commands.Reader.TryRead(out _))
        {
        }

        Interlocked.Exchange(ref _power, new CancellationTokenSource()).Cancel();
        _display.TurnOff();
        Restart(AppAndVersion.Dashboard);
    }

    private EmulatedEthereumApp NewApp() => new(_master, _options.AppVersion, Settings, _display)
    {
        KnowsDescriptorKey = _options.KnowsDescriptorKey,
    };

    private async Task AcceptAsync()
    {
        List<Task> readers = [];
        try
        {
            while (true)
            {
                TcpClient client = await _listener.AcceptTcpClientAsync(_stop.Token);
                client.NoDelay = true;
                Interlocked.Exchange(ref _newest, client);
                Interlocked.Increment(ref _acceptedClients);
                readers.Add(ReadAsync(client));
            }
        }
        finally
        {
            await Task.WhenAll(readers).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task ReadAsync(TcpClient client)
    {
        using (client)
        {
            byte[] header = new byte[4];
            while (true)
            {
                await client.GetStream().ReadExactlyAsync(header, _stop.Token);
                uint length = BinaryPrimitives.ReadUInt32BigEndian(header);
                if (length > ushort.MaxValue)
                {
                    return;
                }

                byte[] apdu = new byte[length];
                await client.GetStream().ReadExactlyAsync(apdu, _stop.Token);
                _commands.Writer.TryWrite(apdu);
            }
        }
    }

    private async Task AnswerAsync()
    {
        await foreach (byte[] apdu in _commands.Reader.ReadAllAsync(_stop.Token))
        {
            lock (_received)
            {
                _received.Add(apdu);
            }

            using var powered = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _power.Token);
            try
            {
                byte[] data = await HandleAsync(apdu, powered.Token);
                await ReplyAsync(data, 0x9000);
                if (EmulatedDashboard.NextApp(apdu) is { } nextApp)
                {
                    Restart(nextApp);
                }
            }
            catch (EmulatorStatusException refusal)
            {
                await ReplyAsync(refusal.Payload, refusal.Status);
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
        Interlocked.Exchange(ref _newest, null)?.Dispose();
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

    /// <summary>The length in front does not count the status word. A client that left gets nothing.</summary>
    private async Task ReplyAsync(byte[] data, ushort status)
    {
        byte[] frame = [0, 0, 0, 0, .. data, (byte)(status >> 8), (byte)(status & 0xff)];
        BinaryPrimitives.WriteInt32BigEndian(frame, data.Length);
        try
        {
            if (_newest is { Connected: true } client)
            {
                await client.GetStream().WriteAsync(frame, _stop.Token);
            }
        }
        catch (Exception exception) when (
            exception is IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The client left between two lines: nobody is there to be told.
        }
    }
}
