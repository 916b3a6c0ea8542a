using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>What session keys need from a chain node: reads at the latest block, and sending a signed
/// transaction.</summary>
/// <remarks>Thread-safe. Replies are read strictly: a missing or malformed field is an error that names it.</remarks>
/// <param name="rpc">The connection to the node.</param>
public sealed partial class NodeClient(JsonRpcClient rpc)
{
    private const string Latest = "latest";

    private readonly JsonRpcClient _rpc = rpc ?? throw new ArgumentNullException(nameof(rpc));

    /// <summary>Asks for the chain's id.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The chain id.</returns>
    /// <exception cref="BundlerException">The node refused the call, or no usable answer arrived.</exception>
    public Task<UInt256> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        _rpc.CallAsync("eth_chainId", null, static result => result.Quantity(), cancellationToken);

    /// <summary>Asks for the code at an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The code; empty where there is none.</returns>
    /// <exception cref="BundlerException">The node refused the call, or no usable answer arrived.</exception>
    public Task<byte[]> GetCodeAsync(Address address, CancellationToken cancellationToken = default) =>
        _rpc.CallAsync("eth_getCode", Of(address), static result => result.Bytes(), cancellationToken);

    /// <summary>Asks for the native balance of an address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The balance in wei.</returns>
    /// <exception cref="BundlerException">The node refused the call, or no usable answer arrived.</exception>
    public Task<UInt256> GetBalanceAsync(Address address, CancellationToken cancellationToken = default) =>
        _rpc.CallAsync("eth_getBalance", Of(address), static result => result.Quantity(), cancellationToken);

    /// <summary>Asks for the header of the latest block.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>Number, hash, time and base fee.</returns>
    /// <exception cref="BundlerException">The node refused the call, or no usable answer arrived.</exception>
    public Task<BlockHeader> GetLatestBlockAsync(CancellationToken cancellationToken = default) => _rpc.CallAsync(
        "eth_getBlockByNumber",
        static writer =>
        {
            writer.WriteStringValue(Latest);
            writer.WriteBooleanValue(false);
        },
        BlockHeader.Read,
        cancellationToken);

    /// <summary>Asks for the header of a block of the chain.</summary>
    /// <param name="number">The block's number.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The header, or null if the chain has no such block yet.</returns>
    /// <exception cref="BundlerException">The node refused the call, or no usable answer arrived.</exception>
    public Task<BlockHeader?> GetBlockAsync(ulong number, CancellationToken cancellationToken = default) =>
        _rpc.CallAsync(
            "eth_getBlockByNumber",
            writer =>
            {
                writer.WriteStringValue(((UInt256)number).ToHex());
                writer.WriteBooleanValue(false);
            },
            static result => result.IsNull ? null : BlockHeader.Read(result),
            cancellationToken);

    /// <summary>Asks for the receipt of a transaction.</summary>
    /// <param name="transactionHash">The transaction's hash.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The receipt, or null while the transaction is not included.</returns>
    /// <exception cref="BundlerException">The node refused the call, or no usable answer arrived.</exception>
    public Task<TransactionReceipt?> GetTransactionReceiptAsync(
        Hash32 transactionHash, CancellationToken cancellationToken = default) => _rpc.CallAsync(
            "eth_getTransactionReceipt",
            writer => writer.WriteStringValue(transactionHash.ToString()),
            static result => result.IsNull ? null : TransactionReceipt.Read(result),
            cancellationToken);

    /// <summary>Asks for the logs that match a filter.</summary>
    /// <param name="filter">The emitting contract, topics and range of blocks.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The logs in the order of the chain.</returns>
    /// <exception cref="BundlerException">The node refused the call, or no usable answer arrived.</exception>
    public Task<IReadOnlyList<LogEntry>> GetLogsAsync(LogFilter filter, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        return _rpc.CallAsync(
            "eth_getLogs", filter.Write, static result => result.List(LogEntry.Read), cancellationToken);
    }

    /// <summary>Runs a call without changing the chain, and hands a revert back as a value.</summary>
    /// <param name="to">The called contract.</param>
    /// <param name="data">The calldata.</param>
    /// <param name="from">The caller, or null for the node's default.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The returned bytes, or the bytes of the revert.</returns>
    /// <exception cref="BundlerException">The node refused the call for another reason than a revert.</exception>
    public async Task<CallResult> TryCallAsync(
        Address to, ReadOnlyMemory<byte> data, Address? from = null, CancellationToken cancellationToken = default)
    {
        try
        {
            byte[] returned = await _rpc.CallAsync(
                "eth_call",
                writer => WriteCall(writer, to, data, from),
                static result => result.Bytes(),
                cancellationToken).ConfigureAwait(false);
            return new CallResult(true, returned, null);
        }
        catch (BundlerException e) when (e.Kind == BundlerErrorKind.ExecutionReverted || e.OuterRevertData.Length > 0)
        {
            return new CallResult(false, e.OuterRevertData, e.RevertReason);
        }
    }

    /// <summary>Runs a call without changing the chain.</summary>
    /// <param name="to">The called contract.</param>
    /// <param name="data">The calldata.</param>
    /// <param name="from">The caller, or null for the node's default.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The returned bytes.</returns>
    /// <exception cref="CallRevertedException">The call reverted.</exception>
    /// <exception cref="BundlerException">The node refused the call for another reason than a revert.</exception>
    public async Task<byte[]> CallAsync(
        Address to, ReadOnlyMemory<byte> data, Address? from = null, CancellationToken cancellationToken = default)
    {
        CallResult result = await TryCallAsync(to, data, from, cancellationToken).ConfigureAwait(false);
        return result.IsSuccess
            ? result.Data.ToArray()
            : throw new CallRevertedException(to, result.Data, result.RevertReason);
    }

    /// <summary>Asks an EntryPoint for the next nonce of one key of an account.</summary>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="sender">The account.</param>
    /// <param name="key">The nonce key, below 2^192.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The whole nonce: the key in the upper 192 bits, the sequence in the lower 64.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="key"/> needs more than 192 bits.</exception>
    /// <exception cref="CallRevertedException">The EntryPoint reverted.</exception>
    /// <exception cref="BundlerException">The node refused the call, or no EntryPoint is there.</exception>
    public Task<UInt256> GetNonceAsync(
        Address entryPoint, Address sender, UInt256 key, CancellationToken cancellationToken = default) =>
        ReadWordAsync(entryPoint, EntryPointCalls.GetNonce(sender, key), cancellationToken);

    /// <summary>Asks an EntryPoint for the deposit of an account or paymaster.</summary>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="account">The account or paymaster.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The deposit in wei.</returns>
    /// <exception cref="CallRevertedException">The EntryPoint reverted.</exception>
    /// <exception cref="BundlerException">The node refused the call, or no EntryPoint is there.</exception>
    public Task<UInt256> GetDepositAsync(
        Address entryPoint, Address account, CancellationToken cancellationToken = default) =>
        ReadWordAsync(entryPoint, EntryPointCalls.BalanceOf(account), cancellationToken);

    /// <summary>Computes fees per gas from the node: twice the base fee plus the tip that the node suggests.</summary>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>The fees.</returns>
    /// <exception cref="BundlerException">The node refused a call, or the chain has no base fee.</exception>
    public async Task<FeesPerGas> GetFeesAsync(CancellationToken cancellationToken = default)
    {
        UInt256 baseFee = await GetBaseFeeAsync(cancellationToken).ConfigureAwait(false);
        return WithTip(baseFee, await GetTipAsync(cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The same with a tip that somebody else suggests.</summary>
    internal async Task<FeesPerGas> GetFeesAsync(UInt256 tip, CancellationToken cancellationToken) =>
        WithTip(await GetBaseFeeAsync(cancellationToken).ConfigureAwait(false), tip);

    private static FeesPerGas WithTip(UInt256 baseFee, UInt256 tip) => new(baseFee + baseFee + tip, tip);

    private async Task<UInt256> GetBaseFeeAsync(CancellationToken cancellationToken)
    {
        BlockHeader block = await GetLatestBlockAsync(cancellationToken).ConfigureAwait(false);
        return block.BaseFeePerGasWei
            ?? throw new RpcExchange("eth_getBlockByNumber", _rpc.Endpoint)
                .Malformed("result.baseFeePerGas", "is missing; give the fees yourself on a chain without a base fee");
    }

    private async Task<UInt256> GetTipAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await _rpc.CallAsync(
                "eth_maxPriorityFeePerGas", null, static result => result.GasQuantity(), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (BundlerException e) when (e.Kind == BundlerErrorKind.MethodNotFound)
        {
            return await _rpc.CallAsync(
                "eth_feeHistory", FeeHistory.WriteRequest, FeeHistory.ReadMedianTip, cancellationToken)
                .ConfigureAwait(false);
        }
    }

    private async Task<UInt256> ReadWordAsync(Address to, byte[] data, CancellationToken cancellationToken)
    {
        byte[] returned = await CallAsync(to, data, null, cancellationToken).ConfigureAwait(false);
        return returned.Length == UInt256.Length
            ? UInt256.ReadBigEndian(returned)
            : throw new RpcExchange("eth_call", _rpc.Endpoint).Malformed(
                "result", $"has {returned.Length} bytes instead of 32; check that {to} is an EntryPoint of this chain");
    }

    private static Action<Utf8JsonWriter> Of(Address address) => writer =>
    {
        writer.WriteStringValue(address.ToString());
        writer.WriteStringValue(Latest);
    };

    private static void WriteCall(Utf8JsonWriter writer, Address to, ReadOnlyMemory<byte> data, Address? from)
    {
        writer.WriteStartObject();
        if (from is { } caller)
        {
            writer.WriteString("from"u8, caller.ToString());
        }

        writer.WriteString("to"u8, to.ToString());
        writer.WriteString("data"u8, Hex.Format(data.Span));
        writer.WriteEndObject();
        writer.WriteStringValue(Latest);
    }
}
