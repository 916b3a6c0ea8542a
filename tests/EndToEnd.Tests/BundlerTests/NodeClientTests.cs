using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The client of a chain node against the real anvil.</summary>
public sealed class NodeClientTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    private readonly DevChain _chain = fixture.Chain;

    private NodeClient Node => new(new JsonRpcClient(Http, _chain.Node.Url));

    [Fact]
    public async Task Chain_block_balance_and_code_are_read()
    {
        Address rich = (await _chain.Client.GetAccountsAsync())[0];

        BlockHeader block = await Node.GetLatestBlockAsync();

        Assert.Equal<UInt256>(31337UL, await Node.GetChainIdAsync());
        Assert.Equal(await _chain.Client.GetBlockTimestampAsync(), (ulong)block.Time.ToUnixTimeSeconds());
        Assert.NotNull(block.BaseFeePerGasWei);
        Assert.Equal(await _chain.Client.GetBalanceAsync(rich), await Node.GetBalanceAsync(rich));
        Assert.Equal(CanonicalEntryPoint.V08.CodeHash, Keccak256.Hash(await Node.GetCodeAsync(EntryPoints.V08)));
        Assert.Empty(await Node.GetCodeAsync(rich));
    }

    [Fact]
    public async Task Nonce_and_deposit_are_read_from_the_EntryPoint()
    {
        Address account = await ScriptedAccount.CreateAsync(_chain, EntryPoints.V08);

        UInt256 nonce = await Node.GetNonceAsync(EntryPoints.V08, account, 258UL);

        Assert.Equal(UInt256.Parse("0x1020000000000000000"), nonce);
        Assert.Equal(UInt256.Parse("1000000000000000000"), await Node.GetDepositAsync(EntryPoints.V08, account));
        Assert.Equal(UInt256.Zero, await Node.GetDepositAsync(EntryPoints.V07, account));
    }

    [Fact]
    public async Task Address_without_code_is_no_EntryPoint()
    {
        Address empty = Address.Parse("0x000000000000000000000000000000000badacc0");

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Node.GetDepositAsync(empty, EntryPoints.V08));

        Assert.Equal(BundlerErrorKind.MalformedReply, error.Kind);
    }

    [Fact]
    public async Task Revert_of_a_call_is_handed_back_with_its_data()
    {
        Address account = await ScriptedAccount.CreateAsync(_chain, EntryPoints.V08);
        byte[] customError = Hex.Parse("0x63a2a81f" + "2a".PadLeft(64, '0'));

        CallResult result = await Node.TryCallAsync(account, customError);
        CallRevertedException error = await Assert.ThrowsAsync<CallRevertedException>(
            () => Node.CallAsync(account, customError));

        Assert.False(result.IsSuccess);
        Assert.Equal(customError, result.Data.ToArray());
        Assert.Equal(customError, error.RevertData.ToArray());
    }

    [Fact]
    public async Task Logs_and_receipt_of_a_transaction_are_read()
    {
        Address account = await ScriptedAccount.CreateAsync(_chain, EntryPoints.V08);
        byte[] padded = [.. new byte[12], .. account.ToArray()];
        var filter = new LogFilter { Address = EntryPoints.V08, Topics = [null, Hash32.FromBytes(padded)] };

        LogEntry deposited = Assert.Single(await Node.GetLogsAsync(filter));
        TransactionReceipt? receipt = await Node.GetTransactionReceiptAsync(deposited.TransactionHash!.Value);

        Assert.Equal(Keccak256.Hash("Deposited(address,uint256)"u8), deposited.Topics[0]);
        Assert.NotNull(receipt);
        Assert.True(receipt.IsSuccess);
        Assert.Equal(deposited.BlockNumber, receipt.BlockNumber);
        Assert.Null(await Node.GetTransactionReceiptAsync(Keccak256.Hash("no transaction"u8)));
    }

    [Fact]
    public async Task Fees_cover_the_base_fee()
    {
        BlockHeader block = await Node.GetLatestBlockAsync();

        FeesPerGas fees = await Node.GetFeesAsync();

        Assert.True(fees.MaxPriorityFeePerGas > UInt256.Zero);
        Assert.True(fees.MaxFeePerGas > block.BaseFeePerGasWei!.Value);
    }
}
