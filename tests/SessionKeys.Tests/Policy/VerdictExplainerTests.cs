namespace SessionKeys.Tests;

public sealed class VerdictExplainerTests
{
    private static readonly DateTimeOffset ClaimedAt = Samples.Start.AddSeconds(60);

    [Fact]
    public void Allowed_operation_is_told_with_capability_rules_and_budgets()
    {
        string text = Explain(VerdictWorld.Live(Samples.Grant), new VerdictUse { Calls = [Samples.TransferOf(7)] });

        Assert.Equal(
            "Operation of session 0x152e, claimed at 2026-11-21 00:01:00 UTC.\n" +
            "Allowed, once the session key has signed: from 2026-11-21 00:01:00 UTC until 2026-11-21 23:59:59 UTC, " +
            "which budget sets.\n" +
            "Call 1 of 1: 0x70ceC00000000000000000000000000000000001, transfer(address,uint256), 0 wei.\n" +
            "  Capability 2, token.transfer, matches.\n" +
            "  Rule 1: word 0 equals 0xbeef000000000000000000000000000000000001: " +
            "it is 0xbeef000000000000000000000000000000000001: holds.\n" +
            "  Rule 2: word 1 at most 25000000: it is 7: holds.\n" +
            "  Spends 7 (word 1) of 0x70cec00000000000000000000000000000000001.\n" +
            "Budget 1, gas, for the whole session: 0 of 10000000000000000 used before, 1320000000000000 after, " +
            "8680000000000000 left; never resets.\n" +
            "Budget 2, 0x70cec00000000000000000000000000000000001, in each window of 86400 s: 0 of 100000000 used " +
            "before, 7 after, 99999993 left; resets at 2026-11-22 00:00:00 UTC.\n",
            Shorten(text));
    }

    [Fact]
    public void Call_without_a_capability_is_told_why_and_what_would_allow_it()
    {
        string text = Explain(VerdictWorld.Live(Samples.Grant), new VerdictUse
        {
            Calls = [Call.Function(Samples.Token, "approve(address,uint256)", Samples.Recipient, (UInt256)1UL)],
        });

        Assert.Contains("Refused: the module reverts with CallNotGranted.", text, StringComparison.Ordinal);
        Assert.Contains(
            "No capability matches: of this contract the session may call transfer(address,uint256) (token.transfer).",
            text,
            StringComparison.Ordinal);
        Assert.Contains(
            "To allow it: add a capability for 0x70ceC00000000000000000000000000000000001 with the function " +
            "approve(address,uint256).",
            text,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Everything_that_is_refused_is_told_and_the_first_is_the_chains()
    {
        VerdictWorld world = VerdictWorld.Live(Samples.With(envelope => envelope with
        {
            Budgets = [envelope.Budgets[0], Budget.Calendar(Asset.Token(Samples.Token), 5, TimeSpan.FromHours(1))],
        }));
        VerdictUse use = new() { Calls = [Samples.TransferOf(25_000_001)] };
        Verdict verdict = world.Judge("two reasons", use).Expected;

        string text = Explain(world, use);

        Assert.Equal(["RuleViolated", "BudgetExceeded"], verdict.Violations.Select(violation => violation.Name));
        Assert.Contains("Rule 2: word 1 at most 25000000: it is 25000001: BROKEN.", text, StringComparison.Ordinal);
        Assert.Contains(
            "To allow it: raise rule 2 of the capability of call 1 to at least 25000001.",
            text,
            StringComparison.Ordinal);
        Assert.Contains(
            "To allow it: raise the limit of budget 2 to at least 25000001, or wait until 2026-11-21 01:00:00 UTC.",
            text,
            StringComparison.Ordinal);
        Assert.True(
            text.IndexOf("The module says: ", StringComparison.Ordinal)
            < text.IndexOf("It would also say: ", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_case_has_an_explanation()
    {
        foreach (VerdictVector vector in VerdictFiles.Topics.Values.SelectMany(cases => cases()))
        {
            string text = vector.Expected.Explain(
                new CompiledEnvelope(vector.Grant), vector.Before, vector.Operation, ClaimedAt);

            Assert.All(
                vector.Expected.Violations,
                violation => Assert.Contains(violation.Refusal.Message, text, StringComparison.Ordinal));
        }
    }

    private static string Explain(VerdictWorld world, VerdictUse use)
    {
        VerdictVector vector = world.Judge("explained", use);
        return vector.Planned!.Explain(new CompiledEnvelope(vector.Grant), vector.Before, vector.Operation, ClaimedAt);
    }

    private static string Shorten(string text) =>
        text[..("Operation of session 0x".Length + 4)] + text[("Operation of session 0x".Length + 64)..];
}
