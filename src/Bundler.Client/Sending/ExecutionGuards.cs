namespace SessionKeys.Bundler.Client;

/// <summary>Asks execution guards what they know, at the latest block.</summary>
public static class ExecutionGuards
{
    /// <summary>Finds the guards that run on an account, for <see cref="ModuleEnvironment.ArmedGuards"/>.</summary>
    /// <param name="node">A node of the chain.</param>
    /// <param name="context">The module, the account and its route.</param>
    /// <param name="guards">The guards that are asked, such as the one that an envelope names.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>
    /// Those that are armed on the account and route and watch the sessions of this module, in the order given. One that
    /// reverts, or has no code, is none of them: validation would refuse the operation then.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="SessionKeyException">
    /// A contract answers what no guard does (<c>abi-invalid-data</c>).
    /// </exception>
    /// <exception cref="BundlerException">The node's answer was not usable.</exception>
    public static async Task<ValueList<Address>> ReadArmedAsync(
        NodeClient node,
        SessionContext context,
        IEnumerable<Address> guards,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(guards);
        List<Address> armed = [];
        foreach (Address guard in guards)
        {
            if (await IsArmedAsync(node, context, guard, cancellationToken).ConfigureAwait(false))
            {
                armed.Add(guard);
            }
        }

        return armed.ToValueList();
    }

    /// <summary>Reads what a session has used of its limit in US dollars.</summary>
    /// <param name="node">A node of the chain.</param>
    /// <param name="guard">The guard that the session names.</param>
    /// <param name="account">The account.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The window that was charged last; all 0 when none was.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="node"/> is null.</exception>
    /// <exception cref="SessionKeyException">
    /// No guard is there, or it answers what no guard does (<c>abi-invalid-data</c>).
    /// </exception>
    /// <exception cref="CallRevertedException">The call reverted.</exception>
    /// <exception cref="BundlerException">The node's answer was not usable.</exception>
    public static async Task<UsdWindow> ReadUsdSpentAsync(
        NodeClient node,
        Address guard,
        Address account,
        SessionId sessionId,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        byte[] question = SessionExecutionGuardViews.UsdSpent(account, sessionId);
        return SessionExecutionGuardViews.ReadUsdSpent(
            await node.CallAsync(guard, question, cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Reads the price feed of an asset in a list that the guard knows.</summary>
    /// <param name="node">A node of the chain.</param>
    /// <param name="guard">The guard.</param>
    /// <param name="feedsHash">The list, see <see cref="PriceFeedList.Hash"/>.</param>
    /// <param name="asset">A token, or <see cref="Asset.Native"/>.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The feed; null when nobody registered the list, or it does not price the asset.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="node"/> is null.</exception>
    /// <exception cref="SessionKeyException">
    /// No guard is there, or it answers what no guard does (<c>abi-invalid-data</c>, <c>price-feed-list-invalid</c>).
    /// </exception>
    /// <exception cref="CallRevertedException">The call reverted.</exception>
    /// <exception cref="BundlerException">The node's answer was not usable.</exception>
    public static async Task<PriceFeed?> ReadFeedAsync(
        NodeClient node,
        Address guard,
        Hash32 feedsHash,
        Asset asset,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        byte[] question = SessionExecutionGuardViews.FeedOf(feedsHash, asset);
        return SessionExecutionGuardViews.ReadFeedOf(
            await node.CallAsync(guard, question, cancellationToken: cancellationToken).ConfigureAwait(false));
    }

    private static async Task<bool> IsArmedAsync(
        NodeClient node, SessionContext context, Address guard, CancellationToken cancellationToken)
    {
        byte[] question = SessionExecutionGuardViews.Armed(context.Account, context.Route);
        CallResult armed = await node.TryCallAsync(guard, question, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        if (!armed.IsSuccess || armed.Data.IsEmpty || !SessionExecutionGuardViews.ReadArmed(armed.Data.Span))
        {
            return false;
        }

        byte[] module = await node
            .CallAsync(guard, SessionExecutionGuardViews.Module(), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return SessionExecutionGuardViews.ReadModule(module) == context.Module;
    }
}
