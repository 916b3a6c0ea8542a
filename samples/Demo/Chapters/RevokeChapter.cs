using SessionKeys.TestKit;

namespace SessionKeys.Demo.Chapters;

/// <summary>One session, then all sessions, stopped by the Ledger and relayed by somebody else.</summary>
internal static class RevokeChapter
{
    public static async Task RunAsync(DemoWorld world, AccountRig rig)
    {
        world.Report.BeginChapter("Revoked");
        Call pay = world.Transfer(world.Recipient, 1_000_000);
        Refusals refused = new(world, rig);
        TestSession session = await world.Report.StepAsync("A session at work", async notes =>
        {
            TestSession made = await world
                .NewSessionAsync(rig, GrantChapter.Lifetime, ApprovalForm.Text).ConfigureAwait(false);
            await world.UseAsync(notes, rig, made, enable: true, pay).ConfigureAwait(false);
            return made;
        }).ConfigureAwait(false);
        await RevokeOneAsync(world, rig, session).ConfigureAwait(false);
        await refused.OperationAsync("The next operation is refused", "SessionIsRevoked", session, pay)
            .ConfigureAwait(false);
        await refused.OperationAsync(
            "Replaying the old grant is refused", "SessionIsRevoked", session, null, null, enable: true, pay)
            .ConfigureAwait(false);

        TestSession first = await NewRelayedAsync(world, rig, "A new session, its grant relayed").ConfigureAwait(false);
        TestSession second = await NewRelayedAsync(world, rig, "And another one").ConfigureAwait(false);
        await RevokeAllAsync(world, rig).ConfigureAwait(false);
        await refused.OperationAsync("The first is dead", "EpochPassed", first, pay).ConfigureAwait(false);
        await refused.OperationAsync("The second is dead", "EpochPassed", second, pay).ConfigureAwait(false);
    }

    public static Task RevokeOneAsync(DemoWorld world, AccountRig rig, TestSession session) =>
        world.Report.StepAsync("The Ledger revokes the session; somebody else relays it", async notes =>
        {
            Approval approval = await world.Owner.SignRevocationAsync(
                session.Grant.Grant.Context, session.Grant.SessionId, ApprovalForm.Text, world.CancellationToken)
                .ConfigureAwait(false);
            await world.RelayAsync(
                notes, SessionKeyModuleCalls.Revoke(rig.Account.Address, session.Grant.SessionId, approval))
                .ConfigureAwait(false);
        });

    private static Task<TestSession> NewRelayedAsync(DemoWorld world, AccountRig rig, string title) =>
        world.Report.StepAsync(title, async notes =>
        {
            TestSession session = await world
                .NewSessionAsync(rig, GrantChapter.Lifetime, ApprovalForm.Text).ConfigureAwait(false);
            await world.RelayAsync(notes, SessionKeyModuleCalls.Grant(session.Grant, session.Approval))
                .ConfigureAwait(false);
            return session;
        });

    private static Task RevokeAllAsync(DemoWorld world, AccountRig rig) =>
        world.Report.StepAsync("One signature of the Ledger revokes all of them", async notes =>
        {
            SessionContext context = await rig.GetContextAsync(world.CancellationToken).ConfigureAwait(false);
            Approval approval = await world.Owner
                .SignRevocationOfAllAsync(context, ApprovalForm.Text, world.CancellationToken).ConfigureAwait(false);
            await world.RelayAsync(notes, SessionKeyModuleCalls.RevokeAll(rig.Account.Address, approval))
                .ConfigureAwait(false);
        });
}
