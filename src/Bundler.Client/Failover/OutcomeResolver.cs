using System.Text;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// Looks an operation up by its hash at every bundler and by hash and nonce at the node, which decides.
/// </summary>
internal sealed class OutcomeResolver(IReadOnlyList<PoolMember> members, NodeClient node, int lookBackBlocks)
{
    private const int SequenceBits = 64;

    private static readonly Hash32 UserOperationEvent = Keccak256.Hash(
        Encoding.ASCII.GetBytes("UserOperationEvent(bytes32,address,address,uint256,bool,uint256,uint256)"));

    public async Task<OperationStanding> ResolveAsync(
        UserOperation operation, Address entryPoint, UserOperationHash hash, CancellationToken cancellationToken)
    {
        Task<OperationStanding> byNode = AskNodeAsync(operation, entryPoint, hash, cancellationToken);
        Task<OperationStanding>[] byBundlers = [.. members.Select(member => AskBundlerAsync(member, hash, cancellationToken))];
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
            IReadOnlyList<LogEntry> events = await node.GetLogsAsync(
                new LogFilter
                {
                    Address = entryPoint,
                    Topics = [UserOperationEvent, hash.Value],
                    FromBlock = latest < (ulong)lookBackBlocks ? 0 : latest - (ulong)lookBackBlocks,
                },
                cancellationToken).ConfigureAwait(false);
            return events.Count > 0 ? OperationStanding.Known : OperationStanding.NonceTaken;
        }
        catch (Exception e) when (e is BundlerException or CallRevertedException)
        {
            return OperationStanding.Undecided;
        }
    }
}
