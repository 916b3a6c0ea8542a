using System.Collections.Concurrent;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Plays cases on the module and asks the evaluator about each of their operations.</summary>
/// <param name="fixture">The chain.</param>
/// <param name="judge">The evaluator, or a damaged one.</param>
internal sealed class DifferentialRun(DifferentialFixture fixture, DifferentialJudge judge)
{
    private const int MostShown = 5;

    private readonly ConcurrentQueue<string> _disagreements = new();
    private readonly Lock _lock = new();

    public DifferentialTally Tally { get; } = new();

    /// <summary>What the module and the evaluator said of each operation of which they did not say the same.</summary>
    public IReadOnlyCollection<string> Disagreements => _disagreements;

    /// <summary>Plays until it is enough, at most so many operations.</summary>
    public async Task PlayAsync(int most, Func<DifferentialRun, bool> isEnough)
    {
        ulong next = 0;
        await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Task.Run(WorkAsync)));

        async Task WorkAsync()
        {
            while (GoesOn())
            {
                ulong seed = unchecked((FuzzProfile.Seed * 1_000_003) + Interlocked.Increment(ref next));
                await PlayCaseAsync(await RandomCase.CreateAsync(seed, fixture.World));
            }
        }

        bool GoesOn()
        {
            lock (_lock)
            {
                return Tally.Operations < most && !isEnough(this);
            }
        }
    }

    /// <summary>The first few, with the case as JSON.</summary>
    public string Report() =>
        $"seed {FuzzProfile.Seed}: {_disagreements.Count} disagreements in {Tally.Operations} operations" +
        $"{Environment.NewLine}{string.Join(Environment.NewLine, _disagreements.Take(MostShown))}";

    private async Task PlayCaseAsync(DifferentialCase played)
    {
        IReadOnlyList<PlayedStep> outcomes = await fixture.Player.PlayAsync(played);
        UInt256[] slots = new UInt256[1 + (played.Sessions.Count * (1 + EnvelopeLimits.MaxBudgets))];
        slots[0] = played.AccountSlot;
        PlayedStep before = new(true, default, slots.ToValueList());
        for (int i = 0; i < outcomes.Count; i++)
        {
            lock (_lock)
            {
                Tally.Add(played.Steps[i], outcomes[i]);
            }

            if (played.Steps[i].Operation is { } operation
                && judge.Judge(played, operation, before, outcomes[i]) is { } difference)
            {
                _disagreements.Enqueue(
                    $"case {played.Seed}, step {i} ({operation.Fault}): {difference}{Environment.NewLine}" +
                    DisagreementJson.Write(fixture.World, played, operation, before, outcomes[i]));
            }

            before = outcomes[i];
        }
    }
}
