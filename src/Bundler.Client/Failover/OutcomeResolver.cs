namespace SessionKeys.Bundler.Client;

/// <summary>
/// Looks an operation up by its hash at every bundler and by hash and nonce at the node, which decides.
/// </summary>
internal sealed class OutcomeResolver(IReadOnlyList<PoolMember> members, NodeClient node, int lookBackBlocks)
{
    private const int SequenceBits = 64;

    public async Task<OperationStanding> ResolveAsync(
        UserOperation operation, Address entryPoint, UserOperationHash hash, CancellationToken cancellationToken)
    {
        Task<OperationStanding> byNode = AskNodeAsync(operation, entryPoint, hash, cancellationToken);
        Task<OperationStanding>[] byBundlers =
            [.. members.Select(member => AskBundlerAsync(member, hash, cancellationToken))];
        OperationStanding[] told = [await byNode.ConfigureAwait(false), .. await Task.WhenAll(byBundlers)
            .ConfigureAwait(false)];
        return told[0] is OperationStanding.Known or OperationStanding.NonceTaken ? told[0]
            : told.Contains(OperationStanding.Known) ? OperationStanding.Known
            : told.Contains(OperationStanding.Undecided) ? OperationStanding.Undecided
            : OperationStanding.Unknown;
    }

    private static async Task<OperationStanding> AskBundlerAsync(
        PoolMember member, UserOperationHash hash, CancellationToken cancellationToken)
    {
        try
        {
            if (await member.AskAsync((client, token) => client.GetUserOperationAsync(hash, token), cancellationToken)
                .ConfigureAwait(false) is not null)
            {
                return OperationStanding.Known;
            }

            // Alto answers null while an operation is pending, and tells its status instead.
            UserOperationStatus? status = await member.AskAsync(
                (client, token) => client.GetUserOperationStatusAsync(hash, token), cancellationToken)
                .ConfigureAwait(false);
            return status is
            {
                State: UserOperationState.NotSubmitted or UserOperationState.Submitted
                    or UserOperationState.Included or UserOperationState.Reverted
            }
                ? OperationStanding.Known
                : OperationStanding.Unknown;
        }
        catch (BundlerException)
        {
            return OperationStanding.Undecided;
        }
    }

    private async Task<OperationStanding> AskNodeAsync(
        UserOperation operation, Address entryPoint, UserOperationHash hash, CancellationToken cancellationToken)
    {
        try
        {
            UInt256 next = await node.GetNonceAsync(
                entryPoint, operation.Sender, operation.Nonce >> SequenceBits, cancellationToken)
                .ConfigureAwait(false);
            if (next <= operation.Nonce)
            {
                return OperationStanding.Unknown;
            }

            ulong latest = (await node.GetLatestBlockAsync(cancellationToken).ConfigureAwait(false)).Number;
            ulong from = latest < (ulong)lookBackBlocks ? 0 : latest - (ulong)lookBackBlocks;
            LogFilter bySender = OperationEvents.FilterOf(entryPoint, operation.Sender, from, latest);
            LogFilter byHash = bySender with { Topics = [OperationEvents.Topic, hash.Value, bySender.Topics[2]] };
            if (await FindAsync(byHash, entryPoint, operation, cancellationToken).ConfigureAwait(false) == hash)
            {
                return OperationStanding.Known;
            }

            // A nonce that is used without a word by whom proves nothing: logs of a node may be behind its state.
            UserOperationHash? user = await FindAsync(bySender, entryPoint, operation, cancellationToken)
                .ConfigureAwait(false);
            return user is null ? OperationStanding.Undecided
                : user == hash ? OperationStanding.Known
                : OperationStanding.NonceTaken;
        }
        catch (Exception e) when (e is BundlerException or CallRevertedException)
        {
            return OperationStanding.Undecided;
        }
    }

    /// <summary>The operation of the account that used a nonce of it, or null where no event says so.</summary>
    private async Task<UserOperationHash?> FindAsync(
        LogFilter filter, Address entryPoint, UserOperation operation, CancellationToken cancellationToken)
    {
        foreach (LogEntry log in await node.GetLogsAsync(filter, cancellationToken).ConfigureAwait(false))
        {
            bool isOwn = OperationEvents.TryRead(
                log, entryPoint, operation.Sender, out UserOperationHash found, out UInt256 used, out _);
            if (isOwn && used == operation.Nonce)
            {
                return found;
            }
        }

        return null;
    }
}
