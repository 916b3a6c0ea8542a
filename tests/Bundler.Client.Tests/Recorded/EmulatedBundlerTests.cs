using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Pins what the emulated bundlers say to what the real ones were recorded to say.</summary>
public sealed class EmulatedBundlerTests
{
    public static TheoryData<BundlerProfile> Profiles => new(BundlerProfile.All);

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Duplicates_and_replacements_are_answered_as_recorded(BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.Start(profile);
        BundlerClient client = ClientOf(rig);
        await client.SendUserOperationAsync(FailoverRig.Operation(), EntryPoints.V08);

        await AssertRecordedAsync(profile, "dup: same op again", client, FailoverRig.Operation());
        await AssertRecordedAsync(
            profile, "dup: same nonce, same fee", client, FailoverRig.Operation() with { CallGasLimit = 7UL });
        await AssertRecordedAsync(profile, "dup: same nonce, +5% fee", client, FailoverRig.Operation(1, 105));
        await AssertRecordedAsync(profile, "dup: same nonce, +20% fee", client, FailoverRig.Operation(1, 120));
        rig.Bundlers[0].Bundle();
        await AssertRecordedAsync(profile, "used nonce again (AA25)", client, FailoverRig.Operation(1, 300));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Unknown_entry_points_and_methods_are_answered_as_recorded(BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.Start(profile);

        BundlerException entryPoint = await Assert.ThrowsAsync<BundlerException>(
            () => ClientOf(rig).SendUserOperationAsync(FailoverRig.Operation(), EntryPoints.V07));

        Assert.Equal(BundlerErrorKind.EntryPointNotSupported, entryPoint.Kind);
        RecordedError recorded = RecordedError.Find(profile.Name, "unsupported entrypoint");
        Assert.Equal(recorded.Http, entryPoint.HttpStatus);
        Assert.Contains(
            entryPoint.Code is { } code ? $"\"code\": {code}" : "message",
            recorded.ErrorJson,
            StringComparison.Ordinal);
        UserOperationStatus? status = await ClientOf(rig)
            .GetUserOperationStatusAsync(FailoverRig.HashOf(FailoverRig.Operation(9)));
        Assert.Equal(profile.HasStatus ? UserOperationState.NotFound : null, status?.State);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Pending_operation_is_null_at_Alto_and_without_a_block_elsewhere(BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.Start(profile);
        UserOperationHash hash = await ClientOf(rig).SendUserOperationAsync(FailoverRig.Operation(), EntryPoints.V08);

        SubmittedUserOperation? pending = await ClientOf(rig).GetUserOperationAsync(hash);
        Assert.Equal(profile.ShowsPending, pending is not null);
        Assert.Null(pending?.BlockNumber);
        Assert.Null(await ClientOf(rig).GetUserOperationReceiptAsync(hash));

        rig.Bundlers[0].Bundle();
        Assert.NotNull((await ClientOf(rig).GetUserOperationAsync(hash))?.BlockNumber);
        Assert.True((await ClientOf(rig).GetUserOperationReceiptAsync(hash))?.IsSuccess);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Estimation_and_price_are_understood(BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.Start(profile);
        var options = new BundlerClientOptions { Node = new NodeClient(Rpc.Client(rig.Chain.Node)) };
        var client = new BundlerClient(Rpc.Client(rig.Bundlers[0].Server), rig.Chain.ChainId, options);
        rig.Chain.Node.On("eth_maxPriorityFeePerGas", FakeReply.Result("\"0x3b9aca00\""));

        GasEstimate gas = await client.EstimateUserOperationGasAsync(FailoverRig.Operation(), EntryPoints.V08);
        FeesPerGas fees = await client.GetGasPriceAsync();

        Assert.Equal(0x4644dUL, gas.VerificationGasLimit);
        Assert.Equal(0x3b9aca00UL, fees.MaxPriorityFeePerGas);
    }

    private static BundlerClient ClientOf(FailoverRig rig) =>
        new(Rpc.Client(rig.Bundlers[0].Server), rig.Chain.ChainId);

    private static async Task AssertRecordedAsync(
        BundlerProfile profile, string testCase, BundlerClient client, UserOperation operation)
    {
        RecordedError? recorded = RecordedError.All
            .SingleOrDefault(each => each.Bundler == profile.Name && each.Case == testCase);
        BundlerException? said = await Record.ExceptionAsync(
            () => client.SendUserOperationAsync(operation, EntryPoints.V08)) as BundlerException;

        Assert.Equal((recorded?.Kind, recorded?.AaCode), (said?.Kind, said?.AaCode));
        if (said is not null)
        {
            Assert.Contains($"\"code\": {said.Code}", recorded!.ErrorJson, StringComparison.Ordinal);
        }
    }
}
