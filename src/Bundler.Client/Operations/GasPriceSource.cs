using System.Collections.Concurrent;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// Asks for fees in the ways that bundlers have, one after the other, and remembers which of them a bundler does not
/// have. Callers who ask for the same tier at the same time share one request.
/// </summary>
internal sealed class GasPriceSource(JsonRpcClient bundler, NodeClient? node)
{
    private readonly Func<FeeTier, CancellationToken, Task<FeesPerGas>>[] _ways =
    [
        (tier, token) => bundler.CallAsync(
            "pimlico_getUserOperationGasPrice", null, result => FeesPerGas.Read(result.Field(FieldOf(tier))), token),
        (_, token) => bundler.CallAsync("skandha_getGasPrice", null, FeesPerGas.Read, token),
        (_, token) => bundler.CallAsync(
            "rundler_getUserOperationGasPrice",
            null,
            static result => FeesPerGas.Read(result.Field("suggested")),
            token),
        (_, token) => WithTipOfRundlerAsync(bundler, node, token),
    ];

    /// <summary>The first way that this bundler may have; only ever grows.</summary>
    private int _first;

    private readonly ConcurrentDictionary<FeeTier, SharedQuestion<FeesPerGas>> _shared = new();

    public Task<FeesPerGas> GetAsync(FeeTier tier, CancellationToken cancellationToken)
    {
        _ = FieldOf(tier);
        return _shared
            .GetOrAdd(tier, each => new SharedQuestion<FeesPerGas>(token => AskAsync(each, token)))
            .AskAsync(cancellationToken);
    }

    private async Task<FeesPerGas> AskAsync(FeeTier tier, CancellationToken cancellationToken)
    {
        BundlerException? missing = null;
        for (int way = Volatile.Read(ref _first); way < _ways.Length; way++)
        {
            try
            {
                return await _ways[way](tier, cancellationToken).ConfigureAwait(false);
            }
            catch (BundlerException e) when (e.Kind == BundlerErrorKind.MethodNotFound)
            {
                missing ??= e;
                Remember(way + 1);
            }
        }

        if (node is not null)
        {
            return await node.GetFeesAsync(cancellationToken).ConfigureAwait(false);
        }

        throw missing ?? new RpcExchange("pimlico_getUserOperationGasPrice", bundler.Endpoint).Fail(
            BundlerErrorKind.MethodNotFound, "this bundler quotes no fees, and no node is named in the options");
    }

    /// <summary>Rundler's tip alone needs the base fee, which only a node tells.</summary>
    private static async Task<FeesPerGas> WithTipOfRundlerAsync(
        JsonRpcClient bundler, NodeClient? node, CancellationToken cancellationToken)
    {
        UInt256 tip = await bundler.CallAsync(
            "rundler_maxPriorityFeePerGas", null, static result => result.GasQuantity(), cancellationToken)
            .ConfigureAwait(false);
        return node is null
            ? throw new RpcExchange("rundler_maxPriorityFeePerGas", bundler.Endpoint).Fail(
                BundlerErrorKind.MethodNotFound, "this bundler quotes a tip only, and no node is named in the options")
            : await node.GetFeesAsync(tip, cancellationToken).ConfigureAwait(false);
    }

    private static string FieldOf(FeeTier tier) => tier switch
    {
        FeeTier.Standard => "standard",
        FeeTier.Slow => "slow",
        FeeTier.Fast => "fast",
        _ => throw new ArgumentOutOfRangeException(nameof(tier), tier, "Pass Slow, Standard or Fast."),
    };

    private void Remember(int first)
    {
        int known = Volatile.Read(ref _first);
        while (known < first)
        {
            int before = Interlocked.CompareExchange(ref _first, first, known);
            if (before == known)
            {
                return;
            }

            known = before;
        }
    }
}
