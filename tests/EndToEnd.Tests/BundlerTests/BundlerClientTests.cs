using System.Text.Json;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The client against the real Alto on anvil.</summary>
public sealed class BundlerClientTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private const string CustomError = "0x63a2a81f000000000000000000000000000000000000000000000000000000000000002a";

    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });
    private static readonly UInt256 ChainId = 31337UL;

    private readonly DevChain _chain = fixture.Chain;

    private JsonRpcClient Rpc => new(Http, _chain.Bundler.Url);

    private BundlerClient Bundler => new(Rpc, ChainId);

    public static TheoryData<EntryPointVersion> Versions => new(Enum.GetValues<EntryPointVersion>());

    [Fact]
    public async Task Bundler_names_its_chain_and_its_entry_points()
    {
        IReadOnlyList<Address> entryPoints = await Bundler.GetSupportedEntryPointsAsync();

        Assert.Equal(ChainId, await Bundler.GetChainIdAsync());
        Assert.Equal(_chain.EntryPoints.Select(entryPoint => entryPoint.Address).Order(), entryPoints.Order());
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Operation_is_estimated_sent_awaited_and_found(EntryPointVersion version)
    {
        Address entryPoint = EntryPoints.AddressOf(version);
        UserOperation draft = await DraftAsync(await ScriptedAccount.CreateAsync(_chain, entryPoint));
        GasEstimate estimate = await Bundler.EstimateUserOperationGasAsync(draft, entryPoint);
        UserOperation operation = estimate.ApplyTo(draft);

        UserOperationHash hash = await Bundler.SendUserOperationAsync(operation, entryPoint);
        UserOperationReceipt receipt = await Bundler.WaitForReceiptAsync(hash);

        Assert.Equal(UserOperationHasher.Hash(operation, version, entryPoint, ChainId), hash);
        Assert.True(receipt.EnsureSuccess().IsSuccess);
        Assert.Equal(entryPoint, receipt.EntryPoint);
        Assert.Equal(operation.Sender, receipt.Sender);
        Assert.True(receipt.ActualGasCostWei > UInt256.Zero);
        SubmittedUserOperation? found = await Bundler.GetUserOperationAsync(hash);
        Assert.Equal(operation, found?.Operation);
        Assert.True(found?.IsVerified);
        Assert.Equal(receipt.Bundle.TransactionHash, found?.TransactionHash);
    }

    [Fact]
    public async Task Included_operation_is_said_to_be_included()
    {
        UserOperationHash hash =
            await Bundler.SendUserOperationAsync(await OperationAsync(default), EntryPoints.V08);
        await Bundler.WaitForReceiptAsync(hash);

        // Alto updates its status a little later than the chain.
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        UserOperationStatus? status;
        do
        {
            status = await Bundler.GetUserOperationStatusAsync(hash, limit.Token);
            await Task.Delay(TimeSpan.FromMilliseconds(50), limit.Token);
        }
        while (status?.State is UserOperationState.NotSubmitted or UserOperationState.Submitted);

        Assert.Equal(UserOperationState.Included, status?.State);
    }

    [Fact]
    public async Task Mode_of_a_development_bundler_is_set_and_its_mempool_is_read_and_cleared()
    {
        UserOperation operation = await OperationAsync(default);
        await Bundler.SetBundlingModeAsync(BundlingMode.Manual);
        try
        {
            UserOperationHash hash = await Bundler.SendUserOperationAsync(operation, EntryPoints.V08);
            IReadOnlyList<UserOperation> waiting = await Bundler.DumpMempoolAsync(EntryPoints.V08);
            bool isSent = await Bundler.SendBundleNowAsync();
            UserOperationReceipt receipt = await Bundler.WaitForReceiptAsync(hash);

            Assert.Contains(operation, waiting);
            Assert.True(isSent && receipt.IsSuccess);
        }
        finally
        {
            await Bundler.SetBundlingModeAsync(BundlingMode.Auto);
        }

        await Bundler.ClearStateAsync();

        Assert.Empty(await Bundler.DumpMempoolAsync(EntryPoints.V08));
    }

    [Fact]
    public async Task Bundler_without_operations_has_nothing_to_bundle()
    {
        Assert.False(await Bundler.SendBundleNowAsync());
    }

    [Fact]
    public async Task Reverted_call_is_included_and_tells_its_custom_error()
    {
        UserOperation operation = await OperationAsync(Hex.Parse(CustomError));

        UserOperationHash hash = await Bundler.SendUserOperationAsync(operation, EntryPoints.V08);
        UserOperationReceipt receipt = await Bundler.WaitForReceiptAsync(hash);

        Assert.False(receipt.IsSuccess);
        Assert.Equal(CustomError, Hex.Format(receipt.RevertData.Span));
    }

    [Fact]
    public async Task Estimate_of_a_reverting_call_tells_its_custom_error()
    {
        Address account = await ScriptedAccount.CreateAsync(_chain, EntryPoints.V08);
        UserOperation draft = await DraftAsync(account) with { CallData = Hex.Parse(CustomError) };

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Bundler.EstimateUserOperationGasAsync(draft, EntryPoints.V08));

        Assert.Equal(BundlerErrorKind.ExecutionReverted, error.Kind);
        Assert.Equal(CustomError, Hex.Format(error.RevertData.Span));
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Refusal_of_the_account_tells_its_custom_error(EntryPointVersion version)
    {
        Address entryPoint = EntryPoints.AddressOf(version);
        Address account = await ScriptedAccount.CreateRefusingAsync(_chain, entryPoint);
        UserOperation operation = Signed(await DraftAsync(account));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Bundler.SendUserOperationAsync(operation, entryPoint));

        Assert.Equal(BundlerErrorKind.ValidationReverted, error.Kind);
        Assert.Equal("AA23", error.AaCode);
        string told = version == EntryPointVersion.V06 ? "0x" : "0xcb362b34" + "2a".PadLeft(64, '0'); // v0.6 hides it
        Assert.Equal(told, Hex.Format(error.RevertData.Span));
        Assert.Equal(UserOperationHasher.Hash(operation, version, entryPoint, ChainId), error.UserOperationHash);
    }

    [Theory]
    [MemberData(nameof(Versions))]
    public async Task Account_that_is_not_deployed_is_named(EntryPointVersion version)
    {
        Address entryPoint = EntryPoints.AddressOf(version);
        UserOperation draft = await DraftAsync(Address.Parse("0x000000000000000000000000000000000badacc0"));

        BundlerException estimated = await Assert.ThrowsAsync<BundlerException>(
            () => Bundler.EstimateUserOperationGasAsync(draft, entryPoint));
        BundlerException sent = await Assert.ThrowsAsync<BundlerException>(
            () => Bundler.SendUserOperationAsync(Signed(draft), entryPoint));

        Assert.Equal(BundlerErrorKind.AccountNotDeployed, estimated.Kind);
        Assert.Equal("AA20", estimated.AaCode);
        Assert.Equal(BundlerErrorKind.AccountNotDeployed, sent.Kind);
        Assert.Equal("AA20 account not deployed", sent.EntryPointReason);
    }

    [Fact]
    public async Task Used_nonce_is_named()
    {
        UserOperation operation = await OperationAsync(default);
        await Bundler.WaitForReceiptAsync(await Bundler.SendUserOperationAsync(operation, EntryPoints.V08));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Bundler.SendUserOperationAsync(operation, EntryPoints.V08));

        Assert.Equal(BundlerErrorKind.NonceInvalid, error.Kind);
        Assert.Equal("AA25", error.AaCode);
    }

    [Fact]
    public async Task Malformed_operation_is_an_invalid_request()
    {
        BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => Rpc.CallAsync(
            "eth_sendUserOperation",
            writer =>
            {
                JsonSerializer.Serialize(writer, new { sender = "0x12", nonce = 5 });
                writer.WriteStringValue(EntryPoints.V08.ToString());
            }));

        Assert.Equal(BundlerErrorKind.InvalidRequest, error.Kind);
    }

    [Fact]
    public async Task Entry_point_that_is_not_served_is_named()
    {
        UserOperation operation = await OperationAsync(default);
        var options = new BundlerClientOptions
        {
            FurtherEntryPoints = new Dictionary<Address, EntryPointVersion>
            {
                [operation.Sender] = EntryPointVersion.V08,
            },
        };

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => new BundlerClient(Rpc, ChainId, options).SendUserOperationAsync(operation, operation.Sender));

        Assert.Equal(BundlerErrorKind.EntryPointNotSupported, error.Kind);
    }

    [Fact]
    public async Task Wrong_chain_id_is_noticed_by_the_hash()
    {
        UserOperation operation = await OperationAsync(default);

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => new BundlerClient(Rpc, 1UL).SendUserOperationAsync(operation, EntryPoints.V08));

        Assert.Equal(BundlerErrorKind.UserOperationHashMismatch, error.Kind);
        await Bundler.WaitForReceiptAsync(
            UserOperationHasher.Hash(operation, EntryPointVersion.V08, EntryPoints.V08, ChainId));
    }

    [Fact]
    public async Task Fees_below_the_bundlers_are_refused_and_its_own_are_taken()
    {
        var strict = new BundlerClient(new JsonRpcClient(Http, _chain.Bundler.StrictUrl), ChainId);
        UserOperation operation = await OperationAsync(default);

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => strict.SendUserOperationAsync(
            operation with { MaxFeePerGas = UInt256.One, MaxPriorityFeePerGas = UInt256.One }, EntryPoints.V08));
        FeesPerGas fees = await strict.GetGasPriceAsync(FeeTier.Fast);

        Assert.Equal(BundlerErrorKind.FeeTooLow, error.Kind);
        Assert.True(fees.MaxFeePerGas >= fees.MaxPriorityFeePerGas);
        Assert.True(fees.MaxPriorityFeePerGas > UInt256.Zero);
    }

    [Fact]
    public async Task Unknown_operation_has_no_receipt_and_a_wait_for_it_ends_with_its_hash()
    {
        var hash = new UserOperationHash(Keccak256.Hash("nobody sent this"u8));

        Assert.Null(await Bundler.GetUserOperationReceiptAsync(hash));
        Assert.Null(await Bundler.GetUserOperationAsync(hash));
        BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => Bundler.WaitForReceiptAsync(
            hash, new ReceiptWaitOptions { Timeout = TimeSpan.FromSeconds(1) }));

        Assert.Equal(BundlerErrorKind.ReceiptTimeout, error.Kind);
        Assert.Equal(hash, error.UserOperationHash);
    }

    [Fact]
    public async Task Method_that_no_bundler_has_is_named()
    {
        BundlerException error = await Assert.ThrowsAsync<BundlerException>(() => Rpc.CallAsync("eth_fooBar"));

        Assert.Equal(BundlerErrorKind.MethodNotFound, error.Kind);
    }

    private async Task<UserOperation> OperationAsync(ReadOnlyMemory<byte> callData)
    {
        Address account = await ScriptedAccount.CreateAsync(_chain, EntryPoints.V08);
        return Signed(await DraftAsync(account)) with { CallData = callData };
    }

    private async Task<UserOperation> DraftAsync(Address sender)
    {
        FeesPerGas fees = await Bundler.GetGasPriceAsync();
        return new UserOperation
        {
            Sender = sender,
            Nonce = UInt256.Zero,
            MaxFeePerGas = fees.MaxFeePerGas,
            MaxPriorityFeePerGas = fees.MaxPriorityFeePerGas,
            Signature = new byte[65],
        };
    }

    private static UserOperation Signed(UserOperation draft) => draft with
    {
        CallGasLimit = 50_000UL,
        VerificationGasLimit = 100_000UL,
        PreVerificationGas = 100_000UL,
    };
}
