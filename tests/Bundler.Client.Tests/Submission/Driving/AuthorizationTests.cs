using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>The first operation of an account that gets its code with it (EIP-7702).</summary>
public sealed class AuthorizationTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly Address Implementation = Address.Parse("0x7702000000000000000000000000000000000001");

    private static readonly Eip7702Authorization Permission =
        BookSamples.Authorization with { ChainId = Samples.ChainId, Address = Implementation };

    private static SubmissionRequest Request => new()
    {
        Id = "order-1",
        Calls = [SubmitterRig.Transfer(7)],
        Authorization = Permission,
    };

    [Theory]
    [InlineData(FaultPoints.Prepared)]
    [InlineData(FaultPoints.Signed)]
    [InlineData(FaultPoints.SentNotRecorded)]
    public async Task Authorization_is_in_every_estimation_and_send_also_after_a_crash(string point)
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        SessionSubmitter first = rig.Submitter(SubmitterRig.Quick(faultPoint: reached =>
        {
            if (reached == point)
            {
                throw new InvalidOperationException("the process died here");
            }
        }));
        try
        {
            await first.SubmitAsync(Request);
        }
        catch (InvalidOperationException)
        {
        }

        await SubmitterRig.UntilAsync(
            async () => (await first.FindAsync("order-1"))!.State >= State(point));
        await first.DisposeAsync();
        SessionSubmitter second = rig.Submitter();
        await second.ResumeAsync();
        Submission sent = await second.WaitAsync("order-1", SubmissionState.Sent, Limit);
        Submission end = await rig.FinishAsync(second, "order-1");

        JsonElement[] asked =
        [
            .. rig.World.Bundler.RequestsOf("eth_estimateUserOperationGas").Select(each => each.Parameters[0]),
            .. rig.World.Bundler.RequestsOf("eth_sendUserOperation").Select(each => each.Parameters[0]),
        ];
        Assert.Equal(Permission, sent.Authorization);
        Assert.Equal(Permission, sent.LatestAttempt!.Authorization);
        Assert.True(asked.Length >= 2);
        Assert.All(asked, each => Assert.Equal(
            (Implementation.ToString(), "0x4d"),
            (each.GetProperty("eip7702Auth").GetProperty("address").GetString(),
                each.GetProperty("eip7702Auth").GetProperty("nonce").GetString())));
        Assert.Single(rig.World.Sent.Select(each => each.Hash).Distinct());
        Assert.Equal((SubmissionState.Final, null), (end.State, end.Authorization));
        Assert.Empty(await SubmissionChecker.CheckAsync(rig, new Dictionary<string, Call>
        {
            ["order-1"] = SubmitterRig.Transfer(7),
        }));
    }

    [Fact]
    public async Task Replacement_carries_the_authorization()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(replaceAfter: 50));

        await submitter.SubmitAsync(Request);
        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.Taken.Count >= 2));
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(SubmissionState.Final, end.State);
        Assert.True(end.Attempts.Count >= 2);
        Assert.All(rig.World.Sent, each => Assert.Equal(Implementation, each.Operation.Eip7702Delegate));
    }

    [Fact]
    public async Task Account_that_has_the_code_already_gets_the_same_operation_without_the_authorization()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 5));

        await submitter.SubmitAsync(Request);
        await submitter.WaitAsync("order-1", SubmissionState.Sent, Limit);
        rig.World.Code = [0xef, 0x01, 0x00, .. Implementation.ToArray()];
        await SubmitterRig.UntilAsync(() => Task.FromResult(!HasAuthorization(rig.World.Sent[^1])));
        await rig.FinishAsync(submitter, "order-1");
        await submitter.SubmitAsync(Request with { Id = "order-2", Calls = [SubmitterRig.Transfer(8)] });
        await rig.FinishAsync(submitter, "order-2");

        Assert.True(HasAuthorization(rig.World.Sent[0]));
        Assert.Equal(2, rig.World.Sent.Select(each => each.Hash).Distinct().Count());
        Assert.Equal((false, null), (HasAuthorization(rig.World.Sent[^1]), rig.World.Sent[^1].Operation.Factory));
    }

    [Fact]
    public async Task Account_with_other_code_still_needs_the_authorization()
    {
        await using SubmitterRig rig = new();
        rig.World.Code = [0xef, 0x01, 0x00, .. Samples.Sender.ToArray()];
        SessionSubmitter submitter = rig.Submitter();

        await submitter.SubmitAsync(Request);
        await submitter.WaitAsync("order-1", timeout: Limit);

        Assert.True(HasAuthorization(rig.World.Sent[0]));
    }

    [Fact]
    public async Task Authorization_for_another_chain_is_refused_before_anything_is_recorded()
    {
        await using SubmitterRig rig = new();
        SessionSubmitter submitter = rig.Submitter();

        await Assert.ThrowsAsync<ArgumentException>(() => submitter.SubmitAsync(
            Request with { Authorization = Permission with { ChainId = Samples.ChainId + UInt256.One } }));

        Assert.Null(await submitter.FindAsync("order-1"));
    }

    private static SubmissionState State(string point) =>
        point == FaultPoints.Prepared ? SubmissionState.Prepared : SubmissionState.Signed;

    private static bool HasAuthorization(EmulatedOperation operation) =>
        operation.Json.Contains("eip7702Auth", StringComparison.Ordinal);
}
