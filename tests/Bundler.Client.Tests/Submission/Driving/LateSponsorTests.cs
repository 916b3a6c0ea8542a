using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>
/// A paymaster's service that signs after the account (EntryPoint v0.9) and could include what it sees.
/// </summary>
public sealed class LateSponsorTests : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private static readonly Dictionary<string, Call> One = new() { ["order-1"] = SubmitterRig.Transfer(7) };

    private static readonly string Paymaster = $"\"paymaster\":\"{LifeCycle.Paymaster}\",\"paymasterData\":\"0x0304\"";

    private readonly SubmitterRig _rig = new(
        change: envelope => envelope with { Paymaster = PaymasterTerm.Only(LifeCycle.Paymaster) },
        version: EntryPointVersion.V09);
    private readonly FakeBundler _service = FakeBundler.Start();
    private readonly List<UserOperationHash> _signed = [];
    private readonly List<UserOperationHash> _unrecorded = [];

    public LateSponsorTests() => _service
        .On("pm_getPaymasterStubData", FakeReply.Result(
            $$"""
            { {{Paymaster}},"paymasterVerificationGasLimit":"0xea60","paymasterPostOpGasLimit":"0x1388",
            "paymasterSignature":"0x040506"}
            """))
        .On("pm_getPaymasterData", request =>
        {
            if (!request.Parameters[0].TryGetProperty("signature", out _))
            {
                return FakeReply.Result($"{{{Paymaster}}}");
            }

            // The request names no paymaster: the service puts itself in.
            JsonObject own = JsonNode.Parse(request.Parameters[0].GetRawText())!.AsObject();
            own["paymaster"] = LifeCycle.Paymaster.ToString();
            own["paymasterData"] = "0x0304";
            own["paymasterSignature"] = "0x070809";
            EmulatedOperation operation = EmulatedOperation.Read(
                JsonSerializer.SerializeToElement(own), Samples.ChainId, EntryPointVersion.V09);
            bool isRecorded = new BookKeeper(_rig.Log).ReadAsync().Result.FindByHash(operation.Hash) is not null;
            _signed.Add(operation.Hash);
            _unrecorded.AddRange(isRecorded ? [] : [operation.Hash]);
            return OnSign?.Invoke(operation)
                ?? FakeReply.Result($"{{{Paymaster},\"paymasterSignature\":\"0x070809\"}}");
        });

    /// <summary>Runs when an operation is shown to be signed; an answer goes out instead of the signature.</summary>
    private Func<EmulatedOperation, FakeReply?>? OnSign { get; set; }

    private SponsorshipRequest Request => new()
    {
        Service = new PaymasterClient(Rpc.Client(_service), Samples.ChainId),
    };

    [Fact]
    public async Task Late_signature_goes_out_and_the_log_keeps_the_placeholder()
    {
        _rig.World.AutoMine = false;
        SessionSubmitter submitter = Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission sent = await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);
        Submission end = await _rig.FinishAsync(submitter, "order-1");

        Assert.Equal("0x040506", Hex.Format(sent.LatestAttempt!.Operation!.PaymasterSignature.Span));
        Assert.All(
            _rig.World.Sent, each => Assert.Equal("0x070809", Hex.Format(each.Operation.PaymasterSignature.Span)));
        Assert.Equal(SubmissionState.Final, end.State);
        await CheckAsync();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Service_that_includes_the_operation_and_answers_an_error_makes_no_second_effect(
        bool hidesReceipts)
    {
        _rig.World.HidesReceipts = hidesReceipts;
        OnSign = operation =>
        {
            Include(operation);
            return FakeReply.Error(-32000, "policy exhausted");
        };
        SessionSubmitter submitter = Submitter();

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await _rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Equal(Assert.Single(_signed), end.Inclusion!.Hash);
        await CheckAsync();
    }

    [Fact]
    public async Task Process_that_dies_while_the_service_includes_the_operation_is_followed_by_no_second_effect()
    {
        TaskCompletionSource seen = new(TaskCreationOptions.RunContinuationsAsynchronously);
        OnSign = operation =>
        {
            Include(operation);
            seen.TrySetResult();
            return FakeReply.Closed() with { Delay = TimeSpan.FromSeconds(4) };
        };
        SessionSubmitter first = Submitter();
        await first.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await seen.Task.WaitAsync(Limit);
        await first.DisposeAsync();
        SessionSubmitter second = Submitter();
        await second.ResumeAsync();
        Submission end = await _rig.FinishAsync(second, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Equal(Assert.Single(_signed), end.Inclusion!.Hash);
        await CheckAsync();
    }

    [Fact]
    public async Task Replacement_that_the_service_includes_is_an_operation_of_the_submission()
    {
        _rig.World.AutoMine = false;
        OnSign = operation =>
        {
            if (_signed[0] == operation.Hash)
            {
                return null;
            }

            Include(operation);
            return FakeReply.Error(-32000, "policy exhausted");
        };
        SessionSubmitter submitter = Submitter(replaceAfter: 60);

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        Submission end = await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Equal(2, end.Attempts.Count);
        Assert.Equal(end.Attempts[1].Hash, end.Inclusion!.Hash);
        await CheckAsync();
    }

    [Fact]
    public async Task Placeholder_is_not_sent_by_a_submitter_that_knows_no_service()
    {
        OnSign = _ => FakeReply.Closed();
        SessionSubmitter first = Submitter();
        await first.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilAsync(() => Task.FromResult(_signed.Count > 0));
        await first.DisposeAsync();
        SessionSubmitter second = _rig.Submitter();

        await second.ResumeAsync();
        await SubmitterRig.UntilRefusedAsync(second, "order-1", "SponsorshipRefused");

        Assert.Empty(_rig.World.Sent);
    }

    public async ValueTask DisposeAsync()
    {
        await _rig.DisposeAsync();
        await _service.DisposeAsync();
    }

    private SessionSubmitter Submitter(int replaceAfter = 60_000) =>
        _rig.Submitter(SubmitterRig.Quick(replaceAfter: replaceAfter, sponsorship: Request));

    private void Include(EmulatedOperation operation)
    {
        _rig.World.ForgetPool();
        _rig.World.Remember(operation);
        _rig.World.Mine();
    }

    private async Task CheckAsync()
    {
        Assert.Empty(_unrecorded);
        Assert.Empty(await SubmissionChecker.CheckAsync(_rig, One));
    }
}
