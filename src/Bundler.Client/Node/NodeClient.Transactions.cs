using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <content>What one needs to send an ordinary transaction.</content>
public sealed partial class NodeClient
{
    private const string Pending = "pending";

    /// <summary>Asks how many transactions an address has sent, those that wait included.</summary>
    /// <param name="address">The sender.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The nonce of its next transaction.</returns>
    /// <exception cref="BundlerException">The node refused the call, or no usable answer arrived.</exception>
    public Task<ulong> GetTransactionCountAsync(Address address, CancellationToken cancellationToken = default) =>
        _rpc.CallAsync(
            "eth_getTransactionCount",
            writer =>
            {
                writer.WriteStringValue(address.ToString());
                writer.WriteStringValue(Pending);
            },
            static result => result.SmallQuantity(),
            cancellationToken);

    /// <summary>Asks how much gas a transaction needs.</summary>
    /// <param name="from">The sender.</param>
    /// <param name="call">The call that the transaction makes.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The gas that suffices at the latest block.</returns>
    /// <exception cref="CallRevertedException">The call reverts.</exception>
    /// <exception cref="BundlerException">The node refused the call for another reason than a revert.</exception>
    public async Task<ulong> EstimateGasAsync(
        Address from, Call call, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(call);
        try
        {
            return await _rpc.CallAsync(
                "eth_estimateGas",
                writer => WriteTransaction(writer, from, call),
                static result => result.SmallQuantity(),
                cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException e) when (e.Kind == BundlerErrorKind.ExecutionReverted || e.OuterRevertData.Length > 0)
        {
            throw new CallRevertedException(call.Target, e.OuterRevertData, e.RevertReason);
        }
    }

    /// <summary>Hands a signed transaction to the node. Doing that again does no harm: it counts once.</summary>
    /// <param name="transaction">The transaction.</param>
    /// <param name="cancellationToken">Ends the call; the transaction may have arrived.</param>
    /// <returns>The end of the call.</returns>
    /// <exception cref="BundlerException">The node refused the transaction, gave it another hash, or no usable answer
    /// arrived; then it may have arrived all the same.</exception>
    public Task SendRawTransactionAsync(SignedTransaction transaction, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(transaction);
        return _rpc.CallAsync(
            "eth_sendRawTransaction",
            writer => writer.WriteStringValue(Hex.Format(transaction.Raw.Span)),
            result => result.Hash() == transaction.Hash
                ? transaction.Hash
                : throw result.Refuse($"the hash {transaction.Hash} of what was sent"),
            cancellationToken);
    }

    private static void WriteTransaction(Utf8JsonWriter writer, Address from, Call call)
    {
        writer.WriteStartObject();
        writer.WriteAddress("from"u8, from);
        writer.WriteAddress("to"u8, call.Target);
        writer.WriteQuantity("value"u8, call.Value);
        writer.WriteBytes("data"u8, call.Data.Span);
        writer.WriteEndObject();
    }
}
