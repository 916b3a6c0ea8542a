using System.Globalization;
using System.Runtime.CompilerServices;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.Load;

/// <summary>
/// Operations of sessions by durable submission: every step is on the disk (a journal file, flushed at each append)
/// before the next one. A submission ends when its receipt is there: no confirmations, like the other loads.
/// </summary>
public static class DurableLoad
{
    private const string Kind = "durable";

    /// <summary>All operations over the lanes of one session.</summary>
    /// <param name="stack">The chain.</param>
    /// <param name="lanes">How many, at most 16.</param>
    /// <param name="operations">How many are measured.</param>
    public static async Task<LoadFigures> OneSessionAsync(SessionStack stack, int lanes, int operations)
    {
        ArgumentNullException.ThrowIfNull(stack);
        string name = $"{Kind}: one session, {lanes} lanes";
        AccountRig rig = await LoadSessions.CreateAccountAsync(stack, name).ConfigureAwait(false);
        SessionClient client = rig.ClientOf(await LoadSessions.GrantAsync(rig, 0).ConfigureAwait(false));
        return await MeasureAsync(stack, name, new LoadShape(1, lanes, operations), [client], lanes)
            .ConfigureAwait(false);
    }

    /// <summary>All operations over many sessions of one process, which share a journal.</summary>
    /// <param name="stack">The chain.</param>
    /// <param name="accounts">How many accounts share the sessions.</param>
    /// <param name="sessionsPerAccount">How many sessions each has; bundlers limit it.</param>
    /// <param name="operations">How many are measured.</param>
    public static async Task<LoadFigures> ManySessionsAsync(
        SessionStack stack, int accounts, int sessionsPerAccount, int operations)
    {
        ArgumentNullException.ThrowIfNull(stack);
        LoadShape shape = new(accounts, sessionsPerAccount, operations);
        string name = $"{Kind}: {shape.Workers} sessions, {accounts} accounts";
        IReadOnlyList<(AccountRig Rig, SessionClient Client)> sessions =
            await LoadSessions.GrantManyAsync(stack, name, shape).ConfigureAwait(false);
        return await MeasureAsync(stack, name, shape, [.. sessions.Select(each => each.Client)], 1)
            .ConfigureAwait(false);
    }

    private static async Task<LoadFigures> MeasureAsync(
        SessionStack stack, string name, LoadShape shape, SessionClient[] sessions, int lanes)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("load-");
        string path = Path.Combine(folder.FullName, "journal");
        SessionSubmitterOptions options = new()
        {
            Confirmations = 0,
            PollInterval = LoadShape.PollInterval,
            MaxLanes = lanes,
        };
        ChainTruth truth = await ChainTruth.BeginAsync(stack, name).ConfigureAwait(false);
        using JournalFile log = new(path);
        SessionSubmitter[] submitters = [.. sessions.Select(each => new SessionSubmitter(log, each, options))];
        long last = 0;
        var run = new LoadRun(shape, async worker =>
        {
            SessionSubmitter submitter = submitters[worker % submitters.Length];
            string id = Interlocked.Increment(ref last).ToString(CultureInfo.InvariantCulture);
            await submitter.SubmitAsync(id, [truth.Transfer]).ConfigureAwait(false);
            return InclusionOf(await submitter.WaitAsync(id).ConfigureAwait(false));
        });
        LoadSample sample = await run.MeasureAsync().ConfigureAwait(false);
        await Task.WhenAll(submitters.Select(each => each.DisposeAsync().AsTask())).ConfigureAwait(false);
        string[] recorded = await ReadAsync(path, sessions[0], last).ConfigureAwait(false);
        folder.Delete(recursive: true);
        return LoadFigures.Of(
            name,
            "SessionKeys",
            shape,
            sample with { Errors = [.. sample.Errors, .. Differences(recorded, sample.Hashes)] },
            await truth.CountAsync(sample.Hashes).ConfigureAwait(false));
    }

    /// <summary>The operations that the journal has as final, read anew.</summary>
    private static async Task<string[]> ReadAsync(string path, SessionClient session, long count)
    {
        using JournalFile log = new(path);
        SessionSubmitter reader = new(log, session);
        await using ConfiguredAsyncDisposable disposal = reader.ConfigureAwait(false);
        List<string> hashes = [];
        for (long id = 1; id <= count; id++)
        {
            Submission? found = await reader.FindAsync(id.ToString(CultureInfo.InvariantCulture))
                .ConfigureAwait(false);
            if (found is { State: SubmissionState.Final, Inclusion: { } inclusion })
            {
                hashes.Add(inclusion.Hash.ToString());
            }
        }

        return [.. hashes];
    }

    private static IEnumerable<string> Differences(string[] recorded, IReadOnlyList<string> told) =>
        recorded.Except(told).Select(hash => $"The journal has {hash} as final, and nobody was told.")
            .Concat(told.Except(recorded).Select(hash => $"The journal does not have {hash} as final."));

    private static UserOperationHash InclusionOf(Submission end) =>
        end is { State: SubmissionState.Final, Inclusion: { Success: true } inclusion }
            ? inclusion.Hash
            : throw new InvalidOperationException($"Submission {end.Id} ended as {end.State}: {end.Refusal?.Reason}");
}
