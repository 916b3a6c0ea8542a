using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Every end of a submission, and what comes before it.</summary>
public sealed class OutcomeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, Call> One = new() { ["order-1"] = SubmitterRig.Transfer(7) };

    [Fact]
    public async Task Calls_that_the_bundler_refuses_at_the_estimate_fail_at_once_and_free_the_lane()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        rig.World.OnEstimate = _ => FakeReply.Error(-32500, "AA23 reverted 0x63a2a81f");
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await submitter.WaitAsync("order-1", timeout: Limit);
        rig.World.OnEstimate = null;
        await submitter.SubmitAsync("order-2", [SubmitterRig.Transfer(8)]).WaitAsync(Limit);

        Assert.Equal(SubmissionState.Failed, end.State);
        Assert.Equal("ValidationReverted", end.Refusal!.Reason);
        Assert.Empty(end.Attempts);
    }

    [Fact]
    public async Task Signed_operation_that_is_refused_fails_only_when_its_claim_is_over()
    {
        await using SubmitterRig rig = new();
        rig.World.BeforeTake = _ => FakeReply.Error(-32507, "AA24 signature error");
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(confirmations: 2));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", "SignatureRejected");
        rig.World.Mine(20);
        await Task.Delay(60);
        Submission before = (await submitter.FindAsync("order-1"))!;
        rig.World.Mine(1, seconds: 700);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Signed, before.State);
        Assert.Equal(SubmissionState.Failed, end.State);
        Assert.Equal("SignatureRejected", end.Refusal!.Reason);
        Assert.Single(end.Attempts);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task Operation_that_nobody_includes_is_dropped_when_the_last_claim_is_over()
    {
        await using SubmitterRig rig = new();
        rig.World.BeforeTake = _ => FakeReply.Html(503);
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(confirmations: 1, maxAttempts: 2));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.Sent.Count > 0));
        rig.World.Mine(1, seconds: 580);
        await SubmitterRig.UntilAsync(async () => (await submitter.FindAsync("order-1"))!.Attempts.Count == 2);
        rig.World.Mine(1, seconds: 700);
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Dropped, end.State);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task Nonce_that_a_stranger_used_fails_the_submission_and_nothing_is_sent_again()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(confirmations: 2, resend: 30_000));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);
        EmulatedOperation own = Assert.Single(rig.World.ForgetPool());
        UserOperation changed = own.Operation with { MaxFeePerGas = own.Operation.MaxFeePerGas + 1UL };
        UserOperationHash hash =
            UserOperationHasher.Hash(changed, EntryPointVersion.V08, EntryPoints.V08, Samples.ChainId);
        rig.World.Remember(new EmulatedOperation(changed with { CallData = new byte[] { 1 } }, hash, "{}"));

        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Failed, end.State);
        Assert.Equal("NonceInvalid", end.Refusal!.Reason);
        Assert.Contains(hash.ToString(), end.Refusal.Message, StringComparison.Ordinal);
        Assert.Single(rig.World.Sent);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task Same_nonce_of_another_account_in_logs_that_no_filter_narrowed_is_no_stranger()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        rig.World.HidesReceipts = true;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 30_000));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);
        EmulatedOperation own = Assert.Single(rig.World.ForgetPool());
        UserOperation other = own.Operation with { Sender = LifeCycle.OtherPaymaster };
        UserOperationHash hash =
            UserOperationHasher.Hash(other, EntryPointVersion.V08, EntryPoints.V08, Samples.ChainId);
        rig.World.Remember(new EmulatedOperation(other with { CallData = new byte[] { 1 } }, hash, "{}"));
        rig.World.Remember(own);

        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(hash, rig.World.Executed[0].Operation.Hash);
        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task Nonce_that_seems_used_by_nobody_is_not_believed_before_logs_can_be_there()
    {
        await using SubmitterRig rig = new();
        rig.World.HidesReceipts = true;
        int questions = 0;
        rig.World.HidesLogs = () => ++questions <= 5;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(confirmations: 0));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilAsync(() => Task.FromResult(questions > 2));
        rig.World.Mine(10);
        Submission end = await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task Operation_that_cannot_be_raised_below_the_cap_fails_when_its_claim_is_over()
    {
        await using SubmitterRig rig = new(change: envelope => envelope with { LaneBits = 0 });
        rig.World.AutoMine = false;
        UserOperation? first = null;
        rig.World.BeforeTake = operation =>
        {
            first ??= operation.Operation;
            return FakeReply.Error(-32602, "maxFeePerGas must be at least 5000 (current maxFeePerGas: 1000)");
        };
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(maxCost: 410_000_000));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilRefusedAsync(submitter, "order-1", "CostOutOfBounds");
        rig.World.Mine(1, seconds: 700);
        Submission end = await rig.FinishAsync(submitter, "order-1");
        rig.World.BeforeTake = null;
        await submitter.SubmitAsync("order-2", [SubmitterRig.Transfer(8)]).WaitAsync(Limit);
        await rig.FinishAsync(submitter, "order-2");

        Assert.Equal(SubmissionState.Failed, end.State);
        Assert.Equal("CostOutOfBounds", end.Refusal!.Reason);
        Assert.True(
            OperationLimits.TotalGas(first!, EntryPointVersion.V08) * 1_120UL > 410_000_000UL, "the least raise");
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, One));
    }

    [Fact]
    public async Task Pain_3_mined_operation_whose_call_reverted_is_no_success()
    {
        await using SubmitterRig rig = new();
        rig.World.BeforeTake = operation =>
        {
            rig.World.Revert(operation.Hash);
            return null;
        };
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.False(end.Inclusion!.Success);
    }

    [Fact]
    public async Task Pain_3_bundle_that_failed_leaves_no_receipt_and_the_operation_is_sent_again()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        rig.World.Bundler.On("pimlico_getUserOperationStatus", FakeReply.Result(
            """{"status":"rejected","transactionHash":null}"""));
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 400));
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);
        rig.World.ForgetPool();

        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.PoolSize == 1));
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Single(rig.World.Taken.Select(each => each.Hash).Distinct());
    }

    [Fact]
    public async Task Pain_4_timeout_carries_the_hash_and_the_submission_goes_on()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        SessionSubmitter submitter = rig.Submitter();
        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => submitter.WaitAsync("order-1", timeout: TimeSpan.FromMilliseconds(60)));
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(BundlerErrorKind.ReceiptTimeout, error.Kind);
        Assert.Equal(end.Inclusion!.Hash, error.UserOperationHash);
    }

    [Fact]
    public async Task Pain_9_parallel_operations_have_their_own_nonce_keys()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        SessionSubmitter submitter = rig.Submitter();

        await Task.WhenAll(Enumerable.Range(1, 5).Select(
            i => submitter.SubmitAsync($"order-{i}", [SubmitterRig.Transfer((ulong)i)])));
        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.PoolSize == 5));
        rig.World.Mine();
        await Task.WhenAll(Enumerable.Range(1, 5).Select(i => submitter.WaitAsync($"order-{i}", timeout: Limit)));

        Assert.Equal(5, rig.World.Sent.Select(each => each.Operation.Nonce >> 64).Distinct().Count());
        Assert.Equal(5, rig.World.Executed.Count);
    }
}
