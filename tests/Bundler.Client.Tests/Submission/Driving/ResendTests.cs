using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>What the log gets when the same bytes go out again and again.</summary>
public sealed class ResendTests
{
    [Fact]
    public async Task Resends_that_change_nothing_are_not_recorded_and_a_refusal_is_taken_back_once()
    {
        await using SubmitterRig rig = new();
        rig.World.AutoMine = false;
        rig.World.BeforeTake =
            _ => rig.World.Sent.Count == 2 ? FakeReply.Error(-32000, "the moon is full") : null;
        SessionSubmitter submitter = rig.Submitter(SubmitterRig.Quick(resend: 5, lease: 60_000));

        await submitter.SubmitAsync("order-1", [SubmitterRig.Transfer(7)]);
        await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.Sent.Count >= 10));
        Submission waiting = (await submitter.FindAsync("order-1"))!;
        IReadOnlyList<string> records = await RecordsAsync(rig.Log);
        rig.World.Mine();
        Submission end = await rig.FinishAsync(submitter, "order-1");

        Assert.Equal(
            [
                "submission-prepared.1", "operation-signed.1", "operation-sent.1", "operation-refused.1",
                "operation-sent.1",
            ],
            records);
        Assert.Equal((SubmissionState.Sent, null), (waiting.State, waiting.Refusal));
        Assert.Equal(SubmissionState.Final, end.State);
        Assert.Single(rig.World.Executed);
    }

    private static async Task<IReadOnlyList<string>> RecordsAsync(ISubmissionLog log)
    {
        List<string> names = [];
        await log.AppendAsync(0, news =>
        {
            names.AddRange(news.Select(record => RecordJson.Decode(record).Name));
            return [];
        });
        return names;
    }
}
