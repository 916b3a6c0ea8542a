using SessionKeys.TestKit;
using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-33: a bundler and a paymaster's service lie at random moments.</summary>
public sealed class LyingRepeatTests(ITestOutputHelper output)
{
    private static readonly string[] Ends =
    [
        nameof(BundlerErrorKind.AnswerChangesOperation),
        nameof(BundlerErrorKind.CostOutOfBounds),
        nameof(BundlerErrorKind.PaymasterNotAllowed),
        nameof(BundlerErrorKind.SponsorshipChanged),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Lies_break_no_promise(bool isSponsored) =>
        FaultTurn.RepeatAsync(output, isSponsored ? "FI-33 sponsored" : "FI-33", async turn =>
        {
            PaymasterTerm term = isSponsored ? PaymasterTerm.Only(LifeCycle.Paymaster) : PaymasterTerm.None;

            (List<string> findings, int lies) = await RunAsync(
                turn, term, turn.Point, isSponsored, isOther: turn.Below(4) == 0);

            Assert.True(findings.Count == 0, string.Join("; ", findings));
            Assert.True(lies > 0, "nobody lied");
        }, deep: FaultTurn.EachPoint);

    /// <summary>Negative control: the session's terms allow every paymaster.</summary>
    [Fact]
    public async Task Session_for_every_paymaster_signs_for_the_one_of_the_lie()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(output, "FI-33 control of terms", async turn => findings.AddRange(
            (await RunAsync(turn, PaymasterTerm.Any, null, isSponsored: true, isOther: true)).Findings));

        Assert.Contains(findings, each => each.Contains("was not asked for", StringComparison.Ordinal));
    }

    /// <summary>Negative control: whoever believes a wrong hash makes the same calls under a fresh nonce.</summary>
    [Fact]
    public async Task Fresh_nonce_after_a_wrong_hash_breaks_a_promise()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(output, "FI-33 control of hashes", async turn =>
        {
            await using SubmitterRig rig = new();
            await using FaultRun run = new(turn, rig);
            rig.World.AfterTake = _ => FakeReply.Result($"\"{Samples.Hash(9)}\"");
            await Assert.ThrowsAsync<BundlerException>(
                () => rig.Session.SendAsync([SubmitterRig.Transfer(1)], lane: 8));

            await run.RunAsync(1, null, at => SubmitterRig.Quick(faultPoint: at));
            await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.PoolSize == 0));
            findings.AddRange(await run.CheckAsync());
        });

        Assert.Contains(findings, each => each.Contains("effects", StringComparison.Ordinal));
    }

    private static async Task<(List<string> Findings, int Lies)> RunAsync(
        FaultTurn turn, PaymasterTerm term, string? point, bool isSponsored, bool isOther)
    {
        await using SubmitterRig rig = new(change: each => each with { LaneBits = 1, Paymaster = term });
        await using FaultRun run = new(turn, rig);
        await using LyingService service = new(turn, isOther);
        LyingBundler bundler = new(turn);
        rig.World.Twist = bundler.Twist;

        await run.RunAsync(4, point, at => SubmitterRig.Quick(
            confirmations: turn.Below(3),
            faultPoint: at,
            resend: 30 + turn.Below(100),
            sponsorship: isSponsored ? service.Request : null));
        List<string> findings = await run.CheckAsync(
            each => each.Attempts.Count == 0 && Ends.Contains(each.Refusal?.Reason));
        HashSet<string> wanted =
            [.. run.Orders.Values.Select(each => Hex.Format(rig.Session.Account.EncodeCalls([each])))];
        findings.AddRange(rig.World.Sent
            .Where(each => !IsAsked(each.Operation, wanted, isSponsored))
            .Select(each => $"{each.Hash} was not asked for"));
        return (findings, bundler.Lies + service.Lies);
    }

    private static bool IsAsked(UserOperation operation, HashSet<string> wanted, bool isSponsored) =>
        operation.Sender == Samples.Sender
        && wanted.Contains(Hex.Format(operation.CallData.Span))
        && operation.Paymaster == (isSponsored ? LifeCycle.Paymaster : null)
        && Hex.Format(operation.PaymasterData.Span) == (isSponsored ? "0x0304" : "0x")
        && OperationLimits.TotalGas(operation, EntryPointVersion.V08) < 1_000_000UL;
}
