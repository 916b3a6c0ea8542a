namespace SessionKeys.Tests;

/// <summary>What a verdict on a compiled envelope of 16 capabilities costs.</summary>
public sealed class PolicyEvaluatorCostTests
{
    [Fact]
    public void Verdict_on_16_capabilities_allocates_at_most_1_kB()
    {
        const int rounds = 1_000;
        VerdictVector vector = Vector();
        CompiledEnvelope envelope = new(vector.Grant);
        DateTimeOffset claimedAt = Samples.Start.AddSeconds(60);
        Assert.True(PolicyEvaluator.Evaluate(envelope, vector.Before, vector.Operation, claimedAt).Allowed);

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < rounds; i++)
        {
            _ = PolicyEvaluator.Evaluate(envelope, vector.Before, vector.Operation, claimedAt);
        }

        long each = (GC.GetAllocatedBytesForCurrentThread() - before) / rounds;
        Assert.True(each <= 1_024, $"{each} bytes for a verdict");
    }

    [Fact]
    public void Verdict_is_the_same_from_several_threads()
    {
        VerdictVector vector = Vector();
        CompiledEnvelope envelope = new(vector.Grant);
        string expected = VerdictReading.Show(vector.Expected.NewState);

        _ = Parallel.For(0, 200, _ =>
        {
            Verdict verdict = PolicyEvaluator.EvaluateSigned(
                envelope, vector.Before, vector.Operation, vector.UserOpHash);
            Assert.Equal(expected, VerdictReading.Show(verdict.NewState));
        });
    }

    /// <summary>A transfer under two rules, counted by a gas and two token budgets.</summary>
    internal static VerdictVector Vector()
    {
        VerdictWorld world = VerdictWorld.Live(envelope => envelope with
        {
            Capabilities =
            [
                Samples.TokenTransfer,
                .. Enumerable.Range(1, 15).Select(each => Samples.Swap with
                {
                    Id = $"swap.{each}", Selector = Selector.FromBytes([0x20, 0, 0, (byte)each]),
                }),
            ],
            Budgets =
            [
                .. envelope.Budgets,
                Budget.Rolling(Asset.Token(Samples.Token), 500_000_000, TimeSpan.FromDays(7)),
            ],
        });
        return world.Judge("16 capabilities", new VerdictUse());
    }
}
