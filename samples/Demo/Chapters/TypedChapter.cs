using SessionKeys.Demo.Terminal;
using SessionKeys.Ledger;
using SessionKeys.TestKit;

namespace SessionKeys.Demo.Chapters;

/// <summary>A second grant in the typed form, which a Ledger does not show in factory settings.</summary>
internal static class TypedChapter
{
    public static async Task RunAsync(DemoWorld world, AccountRig rig)
    {
        world.Report.BeginChapter("A grant in the typed form (EIP-712)");
        (PackedGrant grant, InMemorySessionKey key) =
            await world.NewGrantAsync(rig, GrantChapter.Lifetime).ConfigureAwait(false);
        if (world.Device.IsEmulator)
        {
            await world.Report.StepAsync("In factory settings the Ledger refuses a typed grant", notes =>
                RefuseAsync(world, grant, notes)).ConfigureAwait(false);
        }

        TestSession session = await world.Report.StepAsync(
            "With the setting Raw messages on it shows every field and signs",
            async _ =>
            {
                world.Device.SetRawMessages(true);
                Screen.Note(world.Device.IsEmulator
                    ? "The setting Raw messages of the Ethereum app is switched on for this step."
                    : "Please switch on Raw messages in the settings of the Ethereum app now.");
                Approval approval = await world.Owner
                    .SignGrantAsync(grant, ApprovalForm.Typed, cancellationToken: world.CancellationToken)
                    .ConfigureAwait(false);
                world.Device.SetRawMessages(false);
                return new TestSession(grant, key, approval);
            }).ConfigureAwait(false);

        await world.Report.StepAsync("Its first operation carries the typed grant", notes => world.UseAsync(
            notes, rig, session, enable: true, world.Transfer(world.Recipient, 2_000_000))).ConfigureAwait(false);
    }

    private static async Task RefuseAsync(DemoWorld world, PackedGrant grant, StepNotes notes)
    {
        try
        {
            await world.Owner
                .SignGrantAsync(grant, ApprovalForm.Typed, cancellationToken: world.CancellationToken)
                .ConfigureAwait(false);
        }
        catch (LedgerException e) when (e.Reason == LedgerReason.BlindSigningDisabled)
        {
            notes.Refusal = e.Id;
            Screen.Refusal(e.Id, e.Message);
            return;
        }

        throw new InvalidOperationException("the Ledger signed");
    }
}
