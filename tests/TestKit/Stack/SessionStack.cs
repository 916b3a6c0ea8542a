using SessionKeys.Bundler.Client;

namespace SessionKeys.TestKit;

/// <summary>A development chain with all contracts, and the library's clients of its node and bundler.</summary>
public sealed class SessionStack : IAsyncDisposable
{
    private SessionStack(DevChain chain, SessionContracts contracts)
    {
        Chain = chain;
        Contracts = contracts;
        Node = new NodeClient(chain.Client.Rpc);
        Bundler = new BundlerClient(chain.Bundler.Rpc, ChainId, new BundlerClientOptions { Node = Node });
    }

    /// <summary>The chain id of anvil.</summary>
    public static ulong ChainId => 31337;

    /// <summary>The chain.</summary>
    public DevChain Chain { get; }

    /// <summary>The contracts on it.</summary>
    public SessionContracts Contracts { get; }

    /// <summary>The library's client of the node.</summary>
    public NodeClient Node { get; }

    /// <summary>The library's client of the bundler.</summary>
    public BundlerClient Bundler { get; }

    /// <summary>Starts everything.</summary>
    /// <param name="options">The chain; null for the defaults.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<SessionStack> StartAsync(
        DevChainOptions? options = null, CancellationToken cancellationToken = default)
    {
        DevChain chain = await DevChain.StartAsync(options, cancellationToken).ConfigureAwait(false);
        try
        {
            await LeaveMidnightAsync(chain, cancellationToken).ConfigureAwait(false);
            SessionContracts contracts = await SessionContracts.DeployAsync(chain, cancellationToken)
                .ConfigureAwait(false);
            return new SessionStack(chain, contracts);
        }
        catch
        {
            await chain.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The time of the latest block.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<DateTimeOffset> GetChainTimeAsync(CancellationToken cancellationToken = default) =>
        (await Node.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false)).Time;

    /// <summary>Token base units that an address holds.</summary>
    /// <param name="token">The token.</param>
    /// <param name="owner">Whose.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<UInt256> GetTokenBalanceAsync(
        Address token, Address owner, CancellationToken cancellationToken = default)
    {
        Call read = Call.Function(token, "balanceOf(address)", owner);
        byte[] answer = await Node.CallAsync(token, read.Data, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return UInt256.ReadBigEndian(answer);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Chain.DisposeAsync();

    // The budgets of tests and demo count by the UTC day, which must not end while they run: from a quarter of an hour
    // before midnight to a minute after it, the chain's time moves on to that minute.
    private static async Task LeaveMidnightAsync(DevChain chain, CancellationToken cancellationToken)
    {
        const long day = 86_400;
        const long minute = 60;
        long second = (long)(await chain.Client.GetBlockTimestampAsync(cancellationToken).ConfigureAwait(false) % day);
        long sinceStart = second >= day - (15 * minute) ? second - day : second;
        if (sinceStart < minute)
        {
            await chain.AdvanceTimeAsync(TimeSpan.FromSeconds(minute - sinceStart), cancellationToken)
                .ConfigureAwait(false);
        }
    }
}
