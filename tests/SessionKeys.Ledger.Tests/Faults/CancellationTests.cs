namespace SessionKeys.Ledger.Tests;

/// <summary>Every wait of every flow ends when the caller cancels, and screens may take as long as they need.</summary>
public class CancellationTests
{
    private const string Configuration = "030116009000";

    private static readonly byte[] LongText = [.. Enumerable.Repeat((byte)'x', 600)];
    private static readonly TypedData Data = Samples.Flat(("amount", "uint8", (UInt256)5));

    [Fact]
    public async Task Each_wait_of_each_flow_ends_when_it_is_cancelled()
    {
        foreach (Func<EthereumApp, CancellationToken, Task> flow in Flows())
        {
            int commands = await CountAsync(flow);
            Assert.True(commands >= 1);
            for (int position = 0; position < commands; position++)
            {
                using CancellationTokenSource cancel = new();
                SlowTransport transport = new(position, () => cancel.Cancel(), Timeout.InfiniteTimeSpan);
                await using EthereumApp app = new(transport);

                await Assert.ThrowsAnyAsync<OperationCanceledException>(() => flow(app, cancel.Token));

                Assert.Equal(position + 1, transport.Sent);
            }
        }
    }

    /// <summary>An app before 1.19 asks the person during a value, and may answer 6985 to it.</summary>
    [Fact]
    public async Task Value_that_is_shown_while_it_is_sent_may_take_longer_than_a_silent_command()
    {
        int firstValue = 1 + (2 + 1) + 4 + 1;
        SlowTransport transport = new(firstValue, () => { }, TimeSpan.FromMilliseconds(400));
        await using EthereumApp app = new(transport, silentLimit: TimeSpan.FromMilliseconds(100));

        await app.SignTypedDataAsync(DerivationPath.Default, Data);

        Assert.Equal(0x1c, transport.Slow![1]);
        Assert.Equal(0xff, transport.Slow[3]);
    }

    [Fact]
    public async Task Definition_that_takes_longer_than_a_silent_command_ends_in_time()
    {
        SlowTransport transport = new(2, () => { }, Timeout.InfiniteTimeSpan);
        await using EthereumApp app = new(transport, silentLimit: TimeSpan.FromMilliseconds(100));

        await Expect.ReasonAsync(
            LedgerReason.Timeout, () => app.SignTypedDataAsync(DerivationPath.Default, Data));
    }

    private static Func<EthereumApp, CancellationToken, Task>[] Flows() =>
    [
        (app, token) => app.GetConfigurationAsync(token),
        (app, token) => app.SignPersonalMessageAsync(DerivationPath.Default, LongText, token),
        (app, token) => app.SignTypedDataAsync(DerivationPath.Default, Data, token),
        (app, token) => app.SignHashesAsync(DerivationPath.Default, Data.DomainSeparator(), Data.MessageHash(), token),
        (app, token) => app.SignDelegationAsync(
            DerivationPath.Default, new(1, LedgerDelegates.Simple7702Account, 0), token),
    ];

    private static async Task<int> CountAsync(Func<EthereumApp, CancellationToken, Task> flow)
    {
        SlowTransport transport = new(-1, () => { }, TimeSpan.Zero);
        await using EthereumApp app = new(transport);
        await flow(app, CancellationToken.None);
        return transport.Sent;
    }

    /// <summary>Answers everything well; one command takes its time.</summary>
    private sealed class SlowTransport(int position, Action reached, TimeSpan delay) : ILedgerTransport
    {
        public int Sent { get; private set; }

        public byte[]? Slow { get; private set; }

        public async Task<byte[]> ExchangeAsync(
            ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default)
        {
            byte[] command = apdu.ToArray();
            if (Sent++ == position)
            {
                Slow = command;
                reached();
                await Task.Delay(delay, cancellationToken);
            }

            return Convert.FromHexString((command[1], command[2]) switch
            {
                (0x06, _) => Configuration,
                (0x0c, _) => "1b" + new string('1', 128) + "9000",
                (0x34, _) => "00" + new string('1', 128) + "9000",
                (0x08, _) when command.Length < 260 => "1b" + new string('1', 128) + "9000",
                _ => "9000",
            });
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
