using System.Text;
using SessionKeys.Demo.Terminal;
using SessionKeys.TestKit;

namespace SessionKeys.Demo.Chapters;

/// <summary>From an envelope file to a grant that the Ledger signed as text.</summary>
internal static class GrantChapter
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    public static async Task<TestSession> RunAsync(DemoWorld world, AccountRig rig)
    {
        world.Report.BeginChapter("The envelope, and what the person reads on the Ledger");
        byte[] file = await WriteFileAsync(world, rig).ConfigureAwait(false);
        (PackedGrant grant, InMemorySessionKey key) = await LoadAsync(world, rig, file).ConfigureAwait(false);
        await RefuseMistakeAsync(world, file).ConfigureAwait(false);

        return await world.Report.StepAsync("The Ledger approves the grant as text, in factory settings", async _ =>
        {
            Approval approval = await world.Owner
                .SignGrantAsync(grant, ApprovalForm.Text, cancellationToken: world.CancellationToken)
                .ConfigureAwait(false);
            return new TestSession(grant, key, approval);
        }).ConfigureAwait(false);
    }

    private static async Task<byte[]> WriteFileAsync(DemoWorld world, AccountRig rig)
    {
        DateTimeOffset now = await world.Stack.GetChainTimeAsync(world.CancellationToken).ConfigureAwait(false);
        string json = new EnvelopeFile(world.Stack, rig.Account.Address, world.Recipient)
            .Fill(now - TimeSpan.FromMinutes(1), Lifetime, salt: 0);
        string path = Repository.PathOf("artifacts/demo/envelope.json");
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, json, world.CancellationToken).ConfigureAwait(false);
        return await File.ReadAllBytesAsync(path, world.CancellationToken).ConfigureAwait(false);
    }

    private static Task<(PackedGrant Grant, InMemorySessionKey Key)> LoadAsync(
        DemoWorld world, AccountRig rig, byte[] file) =>
        world.Report.StepAsync("The agent makes its key; the envelope file is read, checked and shown", async _ =>
        {
            (PackedGrant grant, InMemorySessionKey key) = await world.BindAsync(rig, file).ConfigureAwait(false);
            Screen.Fact("session key, all that the owner sees of it", key);
            Screen.Table(EnvelopeTable.Rows(grant.Grant), "artifacts/demo/envelope.json");
            Screen.Fact("session id", grant.SessionId);
            return (grant, key);
        });

    private static Task RefuseMistakeAsync(DemoWorld world, byte[] file) =>
        world.Report.StepAsync("A misspelt field in the file is refused, with its place", notes =>
        {
            string misspelt = Encoding.UTF8.GetString(file)
                .Replace("\"nonceDomain\"", "\"nonceDomian\"", StringComparison.Ordinal);
            try
            {
                CapabilityEnvelopeJson.Parse(Encoding.UTF8.GetBytes(misspelt));
            }
            catch (EnvelopeFormatException e)
            {
                notes.Refusal = e.Id;
                Screen.Refusal(e.Id, e.Message);
                return Task.CompletedTask;
            }

            throw new InvalidOperationException("the file was accepted");
        });
}
