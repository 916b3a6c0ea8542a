using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.Load;

/// <summary>Operations of sessions, on ERC-6900 accounts and EntryPoint v0.7.</summary>
public static class SessionLoad
{
    /// <summary>All operations over the lanes of one session, which the allocator gives out.</summary>
    /// <param name="stack">The chain.</param>
    /// <param name="lanes">How many, at most 16.</param>
    /// <param name="operations">How many are measured.</param>
    public static async Task<LoadFigures> OneSessionAsync(SessionStack stack, int lanes, int operations)
    {
        ArgumentNullException.ThrowIfNull(stack);
        string name = $"one session, {lanes} lanes";
        LoadShape shape = new(1, lanes, operations);
        AccountRig rig = await LoadSessions.CreateAccountAsync(stack, name).ConfigureAwait(false);
        TestSession session = await LoadSessions.GrantAsync(rig, 0).ConfigureAwait(false);
        SessionClient client = rig.ClientOf(session);
        CapabilityEnvelope envelope = session.Grant.Grant.Envelope;
        using var allocator = new NonceLanes(
            new InMemorySubmissionLog(),
            stack.Node,
            SessionStack.ChainId,
            EntryPointVersion.V07,
            rig.Account,
            envelope,
            new NonceLanesOptions { MaxLanes = lanes, WaitTimeout = TimeSpan.FromMinutes(5) });
        ChainTruth truth = await ChainTruth.BeginAsync(stack, name).ConfigureAwait(false);
        var run = new LoadRun(shape, async _ =>
        {
            await using LaneLease lease = await allocator.AcquireAsync().ConfigureAwait(false);
            UInt256 nonce = await stack.Node
                .GetNonceAsync(EntryPoints.V07, rig.Account.Address, lease.NonceKey).ConfigureAwait(false);
            Call[] calls = [truth.Transfer];
            Claim claim = await client.ClaimAsync().ConfigureAwait(false);
            await lease.CoverAsync(nonce, claim.NotAfter ?? envelope.ExpiresAt).ConfigureAwait(false);
            UserOperationDraft draft = client.Draft(calls, lease.Lane) with { Nonce = nonce };
            UserOperationHash hash = await OperationSteps
                .SendAsync(stack, rig.Sender, draft, client.Signer(calls, claim)).ConfigureAwait(false);
            await lease.ReleaseAsync().ConfigureAwait(false);
            return hash;
        });
        LoadSample sample = await run.MeasureAsync().ConfigureAwait(false);
        return LoadFigures.Of(
            name, "SessionKeys", shape, sample, await truth.CountAsync(sample.Hashes).ConfigureAwait(false));
    }
}
