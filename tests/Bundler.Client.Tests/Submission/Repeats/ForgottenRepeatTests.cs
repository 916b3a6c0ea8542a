using System.Collections.Concurrent;
using SessionKeys.TestKit;
using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-09: a bundler takes operations, forgets them, and remembers some when they are replaced.</summary>
public sealed class ForgottenRepeatTests(ITestOutputHelper output)
{
    [Fact]
    public Task Forgotten_operations_break_no_promise() => FaultTurn.RepeatAsync(output, "FI-09", async turn =>
    {
        await using SubmitterRig rig = new(change: each => each with { LaneBits = 1 });
        await using FaultRun run = new(turn, rig);
        Forget(turn, rig.World, run);

        await run.RunAsync(3, turn.Point, at => SubmitterRig.Quick(
            confirmations: turn.Below(3),
            faultPoint: at,
            resend: 30 + turn.Below(300),
            replaceAfter: 40 + turn.Below(80)));

        List<string> findings = await run.CheckAsync();
        Assert.True(findings.Count == 0, string.Join("; ", findings));
    }, deep: FaultTurn.EachPoint);

    /// <summary>Negative control: what is not included goes out again under a fresh nonce.</summary>
    [Fact]
    public async Task Fresh_nonce_for_what_was_forgotten_breaks_a_promise()
    {
        List<string> findings = [];
        await FaultTurn.RepeatAsync(output, "FI-09 control", async turn =>
        {
            await using SubmitterRig rig = new();
            await using FaultRun run = new(turn, rig);
            Forget(turn, rig.World, run);
            Call[] calls = [SubmitterRig.Transfer(1)];
            IUserOperationSigner signer = rig.Session.Signer(calls, await rig.Session.ClaimAsync());
            UserOperation signed = await rig.Session.Sender.SignAsync(
                await rig.Session.Sender.PrepareAsync(rig.Session.Draft(calls, lane: 8), signer), signer);
            await rig.Session.Sender.Bundler.SendUserOperationAsync(signed, EntryPoints.V08);

            run.Orders.Add("order-0", SubmitterRig.Transfer(1));
            await run.OrderAsync(rig.Submitter(), run.Orders.Keys, CancellationToken.None);
            await SubmitterRig.UntilAsync(() => Task.FromResult(rig.World.Executed.Count > 1));
            findings.AddRange(await run.CheckAsync());
        });

        Assert.Contains(findings, each => each.Contains("effects", StringComparison.Ordinal));
    }

    /// <summary>The first operation of a nonce is forgotten at once, later ones by chance, each for a while.</summary>
    private static void Forget(FaultTurn turn, FakeWorld world, FaultRun run)
    {
        HashSet<UInt256> seen = [];
        ConcurrentQueue<EmulatedOperation> forgotten = [];
        world.AfterTake = operation =>
        {
            bool forgets = seen.Add(operation.Operation.Nonce) || turn.Coin();
            foreach (EmulatedOperation each in forgets ? world.ForgetPool() : [])
            {
                forgotten.Enqueue(each);
            }

            return null;
        };
        run.BeforeBlock = () =>
        {
            if (turn.Below(12) == 0 && forgotten.TryDequeue(out EmulatedOperation? late))
            {
                world.Remember(late);
            }

            return true;
        };
    }
}
