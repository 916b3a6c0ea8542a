using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>A Nano with its person: where hosts connect, and somebody who reads and presses buttons.</summary>
public interface IDeviceUnderTest : IAsyncDisposable
{
    /// <summary>Where hosts connect.</summary>
    LedgerEndpoint Endpoint { get; }

    /// <summary>Waits for a question, reads it screen by screen, and signs.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task ApproveAsync(CancellationToken cancellationToken = default);

    /// <summary>Waits for a question, reads it screen by screen, and rejects.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task RejectAsync(CancellationToken cancellationToken = default);

    /// <summary>Switches the setting <i>Raw messages</i>; nothing must be on the display.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    Task ToggleRawMessagesAsync(CancellationToken cancellationToken = default);
}
