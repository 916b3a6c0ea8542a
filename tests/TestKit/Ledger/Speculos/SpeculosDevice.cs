using System.Diagnostics;
using System.Text.RegularExpressions;
using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>Ledger's own emulator with the Ethereum app on a Nano, which somebody else started.</summary>
public sealed partial class SpeculosDevice : IDeviceUnderTest
{
    /// <summary>The variable that names its APDU port as <c>HOST:PORT</c>.</summary>
    public const string ApduVariable = "SPECULOS_APDU";

    /// <summary>The variable that names its REST interface as <c>http://HOST:PORT</c>.</summary>
    public const string ApiVariable = "SPECULOS_API";

    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan ScreenChangeLimit = TimeSpan.FromSeconds(1);
    private static readonly string[] SignTexts = ["Sign message", "Confirm", "Sign operation"];
    private static readonly string[] RejectTexts = ["Reject message", "Cancel", "Reject operation"];

    /// <summary>Home, then the settings, of which the third is <i>Raw messages</i>.</summary>
    private static readonly string[] WayToRawMessages = ["right", "both", "right", "right", "both"];

    private readonly SpeculosApi _api;

    /// <summary>Takes a running instance.</summary>
    /// <param name="apdu">Its APDU port as <c>HOST:PORT</c>.</param>
    /// <param name="api">Its REST interface.</param>
    public SpeculosDevice(string apdu, Uri api)
    {
        Endpoint = LedgerEndpoint.Parse($"tcp:{apdu}");
        _api = new SpeculosApi(api);
    }

    /// <summary>Why there is none to test with; null when the variables name one.</summary>
    public static string? Missing { get; } = Variable(ApduVariable) is null || Variable(ApiVariable) is null
        ? $"Speculos is not running here: set {ApduVariable} (HOST:PORT) and {ApiVariable} (http://HOST:PORT)."
        : null;

    /// <inheritdoc/>
    public LedgerEndpoint Endpoint { get; }

    /// <summary>The instance that the variables name.</summary>
    public static SpeculosDevice FromEnvironment()
        => new(Variable(ApduVariable)!, new Uri(Variable(ApiVariable)!));

    /// <inheritdoc/>
    public Task ApproveAsync(CancellationToken cancellationToken = default)
        => DecideAsync(SignTexts, cancellationToken);

    /// <inheritdoc/>
    public Task RejectAsync(CancellationToken cancellationToken = default)
        => DecideAsync(RejectTexts, cancellationToken);

    /// <inheritdoc/>
    public async Task ToggleRawMessagesAsync(CancellationToken cancellationToken = default)
    {
        foreach (string button in WayToRawMessages)
        {
            await PressAsync(button, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        _api.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Right until the wanted choice is up; the warning in front is accepted by both buttons.</summary>
    private async Task DecideAsync(string[] wanted, CancellationToken cancellationToken)
    {
        while (true)
        {
            string screen = await _api.ReadScreenAsync(cancellationToken).ConfigureAwait(false);
            if (IsIdle(screen))
            {
                await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
                continue;
            }

            bool isDecision = !PageNumber().IsMatch(screen)
                && wanted.Any(text => screen.Contains(text, StringComparison.Ordinal));
            bool isWarning = screen.Contains("both buttons", StringComparison.Ordinal);
            await PressAsync(isDecision || isWarning ? "both" : "right", cancellationToken).ConfigureAwait(false);
            if (isDecision)
            {
                return;
            }
        }
    }

    private async Task PressAsync(string button, CancellationToken cancellationToken)
    {
        string before = await _api.ReadScreenAsync(cancellationToken).ConfigureAwait(false);
        await _api.PressAsync(button, cancellationToken).ConfigureAwait(false);
        long pressed = Stopwatch.GetTimestamp();
        while (await _api.ReadScreenAsync(cancellationToken).ConfigureAwait(false) == before
            && Stopwatch.GetElapsedTime(pressed) < ScreenChangeLimit)
        {
            await Task.Delay(PollInterval, cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsIdle(string screen)
        => screen.Length == 0 || screen.Contains("is ready", StringComparison.Ordinal)
            || screen.Contains("App settings", StringComparison.Ordinal)
            || screen.Contains("Raw messages", StringComparison.Ordinal);

    private static string? Variable(string name)
        => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    [GeneratedRegex(@"\(\d+/\d+\)")]
    private static partial Regex PageNumber();
}
