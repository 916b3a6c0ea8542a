using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A client that waits for a receipt, on a clock that moves whenever it sleeps.</summary>
public abstract class ReceiptWaits
{
    protected static readonly UserOperationHash Hash = new(Samples.Hash(8));

    private protected static readonly FakeReply Pending = FakeReply.Result("null");

    private protected static readonly FakeReply Done = FakeReply.Result(Samples.Receipt(Hash));

    private protected ManualTimeProvider Time { get; } = new(DateTimeOffset.UnixEpoch);

    private protected static FakeBundler Server(params FakeReply[] receipts) =>
        FakeBundler.Start().On("eth_getUserOperationReceipt", receipts);

    private protected BundlerClient Client(FakeBundler server) =>
        new(Rpc.Client(server), Samples.ChainId, new BundlerClientOptions { TimeProvider = Time });

    /// <summary>Moves the clock whenever the wait sleeps: then its pause waits beside its deadline.</summary>
    protected async Task<UserOperationReceipt> RunAsync(Task<UserOperationReceipt> wait)
    {
        while (!wait.IsCompleted)
        {
            if (Time.PendingTimers == 2)
            {
                Time.AdvanceToNextTimer();
            }

            await Task.Delay(1);
        }

        return await wait;
    }
}
