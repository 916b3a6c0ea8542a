using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>The pains of users of other libraries (numbered as in the facts) about receipts, waiting and nonces.</summary>
public sealed class ReceiptAndNoncePainsTests
{
    private const string Receipt = "eth_getUserOperationReceipt";

    private static readonly ReceiptWaitOptions Short = new()
    {
        Timeout = TimeSpan.FromMilliseconds(300),
        PollInterval = TimeSpan.FromMilliseconds(20),
    };

    private static readonly ReceiptWaitOptions Watchful = new() { StatusInterval = TimeSpan.FromMilliseconds(20) };

    [Fact]
    public async Task Pain_3_mined_but_reverted_operation_is_treated_as_success()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Reference);
        UserOperationHash hash = FailoverRig.HashOf(FailoverRig.Operation());
        rig.Bundlers[1].Server.On(Receipt, FakeReply.Result(Samples.Receipt(hash, success: "false")));

        UserOperationReceipt receipt = await rig.Pool.WaitForReceiptAsync(hash, Short);

        Assert.False(receipt.IsSuccess);
        Assert.Equal(
            BundlerErrorKind.ExecutionReverted, Assert.Throws<BundlerException>(() => receipt.EnsureSuccess()).Kind);
    }

    [Fact]
    public async Task Pain_3_failed_bundle_leaves_the_receipt_null_for_ever()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Alto18Safe);
        UserOperationHash hash = await rig.SendAsync(FailoverRig.Operation());
        rig.Bundlers[0].Server.On(
            "pimlico_getUserOperationStatus", FakeReply.Result("""{"status":"failed","transactionHash":null}"""));

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => rig.Pool.WaitForReceiptAsync(hash, Watchful).WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Equal(BundlerErrorKind.OperationDropped, error.Kind);
        Assert.Equal(hash, error.UserOperationHash);
    }

    [Theory]
    [InlineData(BundlerFault.None)]
    [InlineData(BundlerFault.Unavailable)]
    [InlineData(BundlerFault.NeverEnding)]
    public async Task Pain_4_waiting_hangs_or_loses_the_hash(BundlerFault fault)
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Skandha);
        UserOperationHash hash = await rig.SendAsync(FailoverRig.Operation());
        foreach (EmulatedBundler bundler in rig.Bundlers)
        {
            bundler.FailNext(Receipt, [.. Enumerable.Repeat(fault, 100)]);
        }

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => rig.Pool.WaitForReceiptAsync(hash, Short).WaitAsync(TimeSpan.FromSeconds(20)));

        Assert.Equal(BundlerErrorKind.ReceiptTimeout, error.Kind);
        Assert.Equal(hash, error.UserOperationHash);
        Assert.Contains($"{hash}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pain_9_retry_of_an_accepted_operation_is_told_as_an_invalid_nonce()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Reference);
        UserOperationHash first = await rig.SendAsync(FailoverRig.Operation());
        rig.Bundlers[0].Bundle();

        Assert.Equal(first, await rig.SendAsync(FailoverRig.Operation()));
        Assert.Single(rig.Chain.Executed);
    }

    [Fact]
    public async Task Pain_9_parallel_operations_of_one_key_collide_and_of_several_do_not()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20);

        await rig.SendAsync(FailoverRig.Operation(1));
        BundlerException collision = await rig.RefuseAsync(FailoverRig.Operation(1) with { CallData = new byte[] { 1 } });
        await rig.SendAsync(FailoverRig.Operation(2));

        Assert.Equal(BundlerErrorKind.ReplacementUnderpriced, collision.Kind);
        Assert.Equal(2, rig.Bundlers[0].Bundle());
    }
}
