using System.Net;
using System.Net.Sockets;
using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>
/// A test double of Speculos' REST interface in front of an emulated device, to test what drives the real one.
/// </summary>
public sealed class EmulatedSpeculosApi : IAsyncDisposable
{
    private const int RawMessagesSetting = 2;
    private static readonly string[] Settings = ["Blind signing", "Nonce", "Raw messages", "Debug contracts"];

    private readonly HttpListener _listener = new();
    private readonly EthereumAppEmulator _emulator;
    private readonly Task _work;
    private int _menuPosition;
    private int? _setting;

    private EmulatedSpeculosApi(EthereumAppEmulator emulator, int port)
    {
        _emulator = emulator;
        Address = new Uri($"http://127.0.0.1:{port}/");
        _listener.Prefixes.Add(Address.ToString());
        _listener.Start();
        _work = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public Uri Address { get; }

    /// <summary>Starts it on a free port of 127.0.0.1.</summary>
    /// <param name="emulator">The device, which stays the caller's.</param>
    public static EmulatedSpeculosApi Start(EthereumAppEmulator emulator)
    {
        using TcpListener probe = new(IPAddress.Loopback, 0);
        probe.Start();
        int port = ((IPEndPoint)probe.LocalEndpoint).Port;
        probe.Stop();
        return new EmulatedSpeculosApi(emulator, port);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _listener.Close();
        await _work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ServeAsync()
    {
        while (true)
        {
            HttpListenerContext context = await _listener.GetContextAsync();
            await context.Request.InputStream.CopyToAsync(Stream.Null);
            object answer = new { };
            switch (context.Request.Url!.AbsolutePath)
            {
                case "/events":
                    answer = new { events = Screen().Select(text => new { text, x = 0, y = 0 }) };
                    break;
                case "/button/right":
                    Press(_emulator.PressRight, () => Move(1));
                    break;
                case "/button/left":
                    Press(_emulator.PressLeft, () => Move(-1));
                    break;
                case "/button/both":
                    Press(_emulator.PressBoth, Choose);
                    break;
                default:
                    context.Response.StatusCode = 404;
                    break;
            }

            context.Response.Close(JsonSerializer.SerializeToUtf8Bytes(answer), willBlock: false);
        }
    }

    private bool IsHome => _emulator.CurrentScreen.Lines is ["app is ready"];

    private IEnumerable<string> Screen() => (IsHome, _setting, _menuPosition) switch
    {
        (true, { } setting, _) => [Settings[setting], "Disabled"],
        (true, null, > 0) => ["App settings"],
        _ => [_emulator.CurrentScreen.Title, .. _emulator.CurrentScreen.Lines],
    };

    private void Press(Action onQuestion, Action onMenu)
    {
        if (IsHome)
        {
            onMenu();
        }
        else
        {
            _setting = null;
            _menuPosition = 0;
            onQuestion();
        }
    }

    private void Move(int step)
    {
        if (_setting is { } setting)
        {
            _setting = Math.Clamp(setting + step, 0, Settings.Length - 1);
        }
        else
        {
            _menuPosition = Math.Clamp(_menuPosition + step, 0, 1);
        }
    }

    private void Choose()
    {
        if (_setting == RawMessagesSetting)
        {
            _emulator.Settings.RawMessages = !_emulator.Settings.RawMessages;
        }
        else if (_menuPosition == 1)
        {
            _setting ??= 0;
        }
    }
}
