using SessionKeys.Demo.Terminal;
using SessionKeys.TestKit;

namespace SessionKeys.Demo.Chapters;

/// <summary>What the session key may not do: each time the chain refuses before it costs anything.</summary>
internal static class RefusalChapter
{
    private const ulong PerCallCap = 400_000_000;

    public static async Task RunAsync(DemoWorld world, AccountRig rig, TestSession session)
    {
        world.Report.BeginChapter("Refused, each by name and at no cost");
        Refusals refused = new(world, rig);
        Address token = world.Stack.Contracts.Token;
        Address stranger = Address.Parse("0xbadcafe1f9d27c6e05b3a84d1c72e9f05a6b8d34");
        Call pay = world.Transfer(world.Recipient, 1_000_000);

        await refused.OperationAsync(
            "Wrong recipient", "RuleViolated", session, world.Transfer(stranger, 1_000_000)).ConfigureAwait(false);
        await refused.OperationAsync(
            "Wrong selector",
            "CallNotGranted",
            session,
            Call.Function(token, "transferFrom(address,address,uint256)", rig.Account.Address, stranger, (UInt256)1))
            .ConfigureAwait(false);
        await refused.OperationAsync("Native value", "ValueAboveMaximum", session, pay with { Value = 1 })
            .ConfigureAwait(false);
        await refused.OperationAsync(
            "Over the cap for one call", "RuleViolated", session, world.Transfer(world.Recipient, PerCallCap + 1))
            .ConfigureAwait(false);
        await refused.OperationAsync(
            "A call to the account itself",
            "ExecuteToSelf()",
            session,
            new Call(rig.Account.Address, UInt256.Zero, rig.Account.EncodeCalls([pay]))).ConfigureAwait(false);
        await refused.OperationAsync(
            "A call to the module, to name another approver",
            "TargetForbidden",
            session,
            new Call(
                world.Stack.Contracts.Module,
                UInt256.Zero,
                SessionKeyModuleCalls.SetApprover(session.Key.Address)))
            .ConfigureAwait(false);
        await refused.OperationAsync(
            "A forbidden call hidden in a batch", "RuleViolated", session, pay, world.Transfer(stranger, 1), pay)
            .ConfigureAwait(false);
        await refused.OperationAsync(
            "A foreign nonce domain",
            "ForeignNonceDomain",
            session,
            null,
            rig.Account.NonceKey(NonceDomain.FreeBits("session:other", rig.Account.NonceLayout, 4, UInt256.Zero)),
            enable: false,
            pay).ConfigureAwait(false);

        await DailyBudgetAsync(world, rig, refused, session).ConfigureAwait(false);
        await TimeAsync(world, rig, refused).ConfigureAwait(false);
    }

    private static async Task DailyBudgetAsync(DemoWorld world, AccountRig rig, Refusals refused, TestSession session)
    {
        Call most = world.Transfer(world.Recipient, PerCallCap);
        await world.Report.StepAsync("Two large transfers use up most of the day's 1,000 TUSD", async notes =>
            await world.UseAsync(notes, rig, session, enable: false, most, most).ConfigureAwait(false))
            .ConfigureAwait(false);
        await refused.OperationAsync("Over the daily budget", "BudgetExceeded", session, most).ConfigureAwait(false);
        await world.Report.StepAsync("The next UTC day the same transfer is allowed again", async notes =>
        {
            DateTimeOffset now = await world.Stack.GetChainTimeAsync(world.CancellationToken).ConfigureAwait(false);
            DateTimeOffset tomorrow = new(now.UtcDateTime.Date.AddDays(1).AddSeconds(30), TimeSpan.Zero);
            await world.Stack.Chain.AdvanceTimeAsync(tomorrow - now, world.CancellationToken).ConfigureAwait(false);
            Screen.Note($"the clocks of chain and bundler move to {tomorrow:yyyy-MM-dd HH:mm:ss} UTC");
            await world.UseAsync(notes, rig, session, enable: false, most).ConfigureAwait(false);
        }).ConfigureAwait(false);
    }

    private static async Task TimeAsync(DemoWorld world, AccountRig rig, Refusals refused)
    {
        Call pay = world.Transfer(world.Recipient, 1_000_000);
        TimeSpan hour = TimeSpan.FromHours(1);
        TestSession later = await world.Report.StepAsync(
            "The Ledger approves a session of one hour that begins in an hour",
            _ => world.NewSessionAsync(rig, hour, ApprovalForm.Text, startsIn: hour)).ConfigureAwait(false);
        CapabilityEnvelope envelope = later.Grant.Grant.Envelope;

        await refused.OperationAsync(
            "Before validAfter, honest claim", "SessionNotYetValid", later, null, null, enable: true, pay)
            .ConfigureAwait(false);
        await refused.OperationAsync(
            "Before validAfter, claiming a later time",
            "AA22",
            later,
            new Claim(envelope.ValidAfter, null),
            null,
            enable: true,
            pay).ConfigureAwait(false);
        await world.Report.StepAsync("An hour later it works", async notes =>
        {
            await world.Stack.Chain.AdvanceTimeAsync(hour, world.CancellationToken).ConfigureAwait(false);
            await world.UseAsync(notes, rig, later, enable: true, pay).ConfigureAwait(false);
        }).ConfigureAwait(false);

        await world.Stack.Chain.AdvanceTimeAsync(hour, world.CancellationToken).ConfigureAwait(false);
        await refused.OperationAsync("After expiresAt, honest claim", "SessionExpired", later, pay)
            .ConfigureAwait(false);
        await refused.OperationAsync(
            "After expiresAt, claiming an earlier time",
            "AA22",
            later,
            new Claim(envelope.ExpiresAt - TimeSpan.FromMinutes(1), null),
            null,
            enable: false,
            pay).ConfigureAwait(false);
        await refused.OperationAsync(
            "A signature of another key",
            "AA24",
            later with { Key = InMemorySessionKey.Create() },
            new Claim(envelope.ExpiresAt - TimeSpan.FromMinutes(1), null),
            null,
            enable: false,
            pay).ConfigureAwait(false);
    }
}
