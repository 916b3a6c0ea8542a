using SessionKeys.TestKit;
using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-08: answers are lost at random, and what bundlers say then is no refusal.</summary>
public sealed class LostAnswerRepeatTests(ITestOutputHelper output)
{
    public static TheoryData<string> Profiles => [.. BundlerProfile.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Profiles))]
    public Task Lost_answers_break_no_promise(string profile) =>
        FaultTurn.RepeatAsync(output, $"FI-08 {profile}", async turn =>
        {
            await using SubmitterRig rig = Rig(turn, profile);
            await using FaultRun run = new(turn, rig);
            rig.World.HidesReceipts = turn.Coin();

            await run.RunAsync(3, turn.Point, at => SubmitterRig.Quick(
                confirmations: turn.Below(3), faultPoint: at, resend: 20 + turn.Below(100)));

            List<string> findings = await run.CheckAsync();
            Assert.True(findings.Count == 0, string.Join("; ", findings));
        }, everyday: 1, deep: FaultTurn.EachPoint / 4);

    /// <summary>Negative control: whoever gets no answer makes the same calls under a fresh nonce.</summary>
    [Fact]
    public async Task Fresh_nonce_after_a_lost_answer_breaks_a_promise()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(output, "FI-08 control", async turn =>
        {
            await using SubmitterRig rig = Rig(turn, BundlerProfile.Alto20.Name);
            await using FaultRun run = new(turn, rig);
            // Both are taken, in every turn; only their answers are lost.
            rig.World.BeforeTake = null;
            rig.World.AfterTake = _ => FakeReply.Closed();
            for (ulong lane = 8; lane < 10; lane++)
            {
                await Assert.ThrowsAsync<BundlerException>(
                    () => rig.Session.SendAsync([SubmitterRig.Transfer(1)], lane: lane));
            }

            rig.World.AfterTake = null;
            await run.RunAsync(1, null, at => SubmitterRig.Quick(faultPoint: at));
            findings.AddRange(await run.CheckAsync());
        });

        Assert.Contains(findings, each => each.Contains("effects", StringComparison.Ordinal));
    }

    private static SubmitterRig Rig(FaultTurn turn, string profile)
    {
        SubmitterRig rig = new(BundlerProfile.All.Single(each => each.Name == profile));
        rig.World.BeforeTake = _ => turn.Below(4) == 0 ? Lost(turn) : null;
        rig.World.AfterTake = _ => turn.Coin() ? Lost(turn) : null;
        return rig;
    }

    private static FakeReply Lost(FaultTurn turn) => turn.Of(
        FakeReply.Closed(),
        FakeReply.Html(502),
        FakeReply.Unfinished(),
        FakeReply.Closed() with { Delay = TimeSpan.FromMilliseconds(turn.Below(60)) });
}
