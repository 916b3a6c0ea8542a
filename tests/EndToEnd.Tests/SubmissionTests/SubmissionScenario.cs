using System.Security.Cryptography;
using SessionKeys.Bundler.Client;
using SessionKeys.SubmissionWorker;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>A chain, an account and sessions on it, whose jobs worker processes do.</summary>
public sealed class SubmissionScenario : IAsyncLifetime
{
    private SessionStack? _stack;
    private AccountRig? _rig;
    private ulong _salt = 1_000;

    internal SessionStack Stack => _stack!;

    internal AccountRig Rig => _rig!;

    public async Task InitializeAsync()
    {
        _stack = await SessionStack.StartAsync();
        _rig = await SessionScenario.CreateAccountAsync(
            Stack, AccountStandardUnderTest.Reference6900, EntryPointVersion.V08, "submission");
    }

    public Task DisposeAsync() => Stack.DisposeAsync().AsTask();

    /// <summary>A job of a session of its own, which is on the chain.</summary>
    internal async Task<SubmitJob> CreateJobAsync(
        IReadOnlyDictionary<string, ulong> submissions, byte laneBits = 0, int confirmations = 1)
    {
        ulong salt = Interlocked.Increment(ref _salt);
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        SessionContext context = await Rig.GetContextAsync();
        SubmitJob job = new()
        {
            Node = Stack.Chain.Node.Url,
            Bundler = Stack.Chain.Bundler.Url,
            Module = Stack.Contracts.Module.ToString(),
            Account = Rig.Account.Address.ToString(),
            Epoch = context.Epoch,
            Token = Stack.Contracts.Token.ToString(),
            Recipient = Address.FromBytes(RandomNumberGenerator.GetBytes(20)).ToString(),
            Now = (await Stack.GetChainTimeAsync()).ToUnixTimeSeconds(),
            Salt = salt,
            LaneBits = laneBits,
            Secret = Hex.Format(secret),
            Confirmations = confirmations,
            Submissions = submissions,
        };
        using InMemorySessionKey key = InMemorySessionKey.FromSecret(secret);
        PackedGrant grant = job.Grant(key.Address);
        Approval approval = await Rig.Owner.SignGrantAsync(grant, ApprovalForm.Typed);
        await SessionScenario.RelayAsync(Rig, SessionKeyModuleCalls.Grant(grant, approval));
        return job;
    }

    /// <summary>Mines a block each 400 ms while something runs: nobody else does on this chain.</summary>
    internal async Task<T> WithBlocksAsync<T>(Task<T> running)
    {
        while (await Task.WhenAny(running, Task.Delay(400)) != running)
        {
            await Stack.Chain.Client.MineAsync();
        }

        return await running;
    }

    /// <summary>Waits until the recipient of a job has got something.</summary>
    internal async Task<UInt256> TransferredAsync(SubmitJob job, UInt256 least)
    {
        using CancellationTokenSource limit = new(TimeSpan.FromSeconds(60));
        while (true)
        {
            UInt256 moved = await Stack.GetTokenBalanceAsync(Stack.Contracts.Token, Address.Parse(job.Recipient));
            if (moved >= least)
            {
                return moved;
            }

            await Task.Delay(100, limit.Token);
        }
    }

    /// <summary>Compares chain and journal: everything once, nothing lost, nothing left open.</summary>
    internal async Task<IReadOnlyList<string>> CheckAsync(string journal, SubmitJob job)
    {
        using JournalFile log = new(journal);
        SubmissionBook book = await new BookKeeper(log).ReadAsync();
        List<string> findings =
        [
            .. book.Unresolved.Select(each => $"{each.Id} is {each.State}"),
            .. book.Lanes.Where(lane => lane.Value.Submission is not null || lane.Value.Holder is not null)
                .Select(lane => $"lane {lane.Key.NonceKey} is held for {lane.Value.Submission}"),
        ];
        foreach (string id in job.Submissions.Keys)
        {
            if (book.Find(id) is not { State: SubmissionState.Final, Inclusion.Success: true })
            {
                findings.Add($"{id} is {book.Find(id)?.State.ToString() ?? "lost"}: {book.Find(id)?.Refusal}");
            }
        }

        IReadOnlyList<LogEntry> events = await Stack.Node.GetLogsAsync(
            OperationEvents.FilterOf(EntryPoints.V08, Rig.Account.Address, 0, ulong.MaxValue >> 1));
        HashSet<UserOperationHash> included = [];
        foreach (LogEntry log1 in events)
        {
            bool isOwn = OperationEvents.TryRead(
                log1, EntryPoints.V08, Rig.Account.Address, out UserOperationHash hash, out _, out _);
            if (isOwn && book.FindByHash(hash) is not null)
            {
                included.Add(hash);
            }
        }

        UInt256 wanted = job.Submissions.Values.Aggregate(UInt256.Zero, (sum, each) => sum + each);
        UInt256 moved = await Stack.GetTokenBalanceAsync(Stack.Contracts.Token, Address.Parse(job.Recipient));
        if (moved != wanted)
        {
            findings.Add($"{moved} were transferred instead of {wanted}");
        }

        if (included.Count != job.Submissions.Count)
        {
            findings.Add($"{included.Count} operations were included instead of {job.Submissions.Count}");
        }

        return findings;
    }
}
