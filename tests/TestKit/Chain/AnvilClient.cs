using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.Bundler.Client;

namespace SessionKeys.TestKit;

/// <summary>What tests ask of anvil: the ordinary methods they need, and its powers over state and time.</summary>
/// <remarks>Thread-safe.</remarks>
public sealed class AnvilClient
{
    internal AnvilClient(Uri url) => Rpc = Loopback.Connect(url);

    /// <summary>The connection, for any other method.</summary>
    public JsonRpcClient Rpc { get; }

    /// <summary>The accounts that anvil signs for; each starts with 10,000 ether.</summary>
    public async Task<IReadOnlyList<Address>> GetAccountsAsync(CancellationToken cancellationToken = default)
    {
        JsonElement accounts = await SendAsync("eth_accounts", [], cancellationToken).ConfigureAwait(false);
        return [.. accounts.EnumerateArray().Select(account => Address.Parse(account.GetString()!))];
    }

    /// <summary>The chain's id.</summary>
    public Task<UInt256> GetChainIdAsync(CancellationToken cancellationToken = default) =>
        QuantityAsync("eth_chainId", [], cancellationToken);

    /// <summary>An account's balance (wei).</summary>
    public Task<UInt256> GetBalanceAsync(Address account, CancellationToken cancellationToken = default) =>
        QuantityAsync("eth_getBalance", [account.ToString(), "latest"], cancellationToken);

    /// <summary>A contract's runtime code; empty where there is none.</summary>
    public async Task<byte[]> GetCodeAsync(Address account, CancellationToken cancellationToken = default) =>
        Hex.Parse(await TextAsync("eth_getCode", [account.ToString(), "latest"], cancellationToken)
            .ConfigureAwait(false));

    /// <summary>The time of the newest block (unix seconds).</summary>
    public async Task<ulong> GetBlockTimestampAsync(CancellationToken cancellationToken = default)
    {
        JsonElement block = await SendAsync("eth_getBlockByNumber", ["latest", false], cancellationToken)
            .ConfigureAwait(false);
        return (ulong)UInt256.Parse(block.GetProperty("timestamp").GetString()!);
    }

    /// <summary>Runs a call without a transaction.</summary>
    /// <param name="to">The contract.</param>
    /// <param name="data">The calldata.</param>
    /// <param name="from">The caller; null for the zero address.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BundlerException">The call reverted; the exception holds the data.</exception>
    public async Task<byte[]> CallAsync(
        Address to, byte[] data, Address? from = null, CancellationToken cancellationToken = default)
    {
        JsonObject call = Call(from ?? Address.Zero, to, data, UInt256.Zero);
        return Hex.Parse(await TextAsync("eth_call", [call, "latest"], cancellationToken).ConfigureAwait(false));
    }

    /// <summary>Sends a transaction from an account that anvil signs for, and waits until it is mined.</summary>
    /// <param name="to">The receiver.</param>
    /// <param name="data">The calldata; null for none.</param>
    /// <param name="from">The sender; null for the first of <see cref="GetAccountsAsync"/>.</param>
    /// <param name="valueWei">The native value (wei).</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="BundlerException">The transaction reverts; then it is not sent.</exception>
    public async Task<NodeReceipt> SendTransactionAsync(
        Address to,
        byte[]? data = null,
        Address? from = null,
        UInt256 valueWei = default,
        CancellationToken cancellationToken = default)
    {
        Address sender = from ?? (await GetAccountsAsync(cancellationToken).ConfigureAwait(false))[0];
        JsonObject call = Call(sender, to, data ?? [], valueWei);
        string hash = await TextAsync("eth_sendTransaction", [call], cancellationToken).ConfigureAwait(false);
        return await WaitForReceiptAsync(Hash32.Parse(hash), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Waits until a transaction is mined.</summary>
    public async Task<NodeReceipt> WaitForReceiptAsync(
        Hash32 transaction, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            JsonElement receipt = await SendAsync("eth_getTransactionReceipt", [transaction.ToString()], cancellationToken)
                .ConfigureAwait(false);
            if (receipt.ValueKind == JsonValueKind.Object)
            {
                return NodeReceipt.Read(receipt);
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sets an account's balance (wei).</summary>
    public Task SetBalanceAsync(Address account, UInt256 balanceWei, CancellationToken cancellationToken = default) =>
        SendAsync("anvil_setBalance", [account.ToString(), balanceWei.ToHex()], cancellationToken);

    /// <summary>Puts runtime code at an address.</summary>
    public Task SetCodeAsync(Address account, byte[] code, CancellationToken cancellationToken = default) =>
        SendAsync("anvil_setCode", [account.ToString(), Hex.Format(code)], cancellationToken);

    /// <summary>Lets anvil send transactions from any account, without its key.</summary>
    public Task ImpersonateAsync(Address account, CancellationToken cancellationToken = default) =>
        SendAsync("anvil_impersonateAccount", [account.ToString()], cancellationToken);

    /// <summary>Mines a block.</summary>
    public Task MineAsync(CancellationToken cancellationToken = default) =>
        SendAsync("evm_mine", [], cancellationToken);

    /// <summary>Moves the time of all later blocks forward; neither mines nor moves the bundler's clock.</summary>
    /// <param name="step">How far, in whole seconds.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task IncreaseTimeAsync(TimeSpan step, CancellationToken cancellationToken = default) =>
        SendAsync("evm_increaseTime", [(long)step.TotalSeconds], cancellationToken);

    /// <summary>Fixes the time of the next block (unix seconds); later blocks go on from there.</summary>
    public Task SetNextBlockTimestampAsync(ulong unixSeconds, CancellationToken cancellationToken = default) =>
        SendAsync("evm_setNextBlockTimestamp", [unixSeconds], cancellationToken);

    /// <summary>Remembers the chain's state.</summary>
    /// <returns>The snapshot's id, usable once.</returns>
    public Task<string> SnapshotAsync(CancellationToken cancellationToken = default) =>
        TextAsync("evm_snapshot", [], cancellationToken);

    /// <summary>Goes back to a snapshot.</summary>
    /// <exception cref="ArgumentException">There is no such snapshot.</exception>
    public async Task RevertAsync(string snapshot, CancellationToken cancellationToken = default)
    {
        JsonElement done = await SendAsync("evm_revert", [snapshot], cancellationToken).ConfigureAwait(false);
        if (!done.GetBoolean())
        {
            throw new ArgumentException(
                $"The snapshot '{snapshot}' was refused as unknown; each can be used once.", nameof(snapshot));
        }
    }

    private static JsonObject Call(Address from, Address to, byte[] data, UInt256 valueWei) => new()
    {
        ["from"] = from.ToString(),
        ["to"] = to.ToString(),
        ["data"] = Hex.Format(data),
        ["value"] = valueWei.ToHex(),
    };

    private Task<JsonElement> SendAsync(string method, JsonNode[] parameters, CancellationToken cancellationToken) =>
        Rpc.CallAsync(
            method, writer => Array.ForEach(parameters, parameter => parameter.WriteTo(writer)), cancellationToken);

    private async Task<string> TextAsync(string method, JsonNode[] parameters, CancellationToken cancellationToken) =>
        (await SendAsync(method, parameters, cancellationToken).ConfigureAwait(false)).GetString()!;

    private async Task<UInt256> QuantityAsync(
        string method, JsonNode[] parameters, CancellationToken cancellationToken) =>
        UInt256.Parse(await TextAsync(method, parameters, cancellationToken).ConfigureAwait(false));
}
