namespace SessionKeys.Bundler.Client.Tests;

/// <summary>
/// Orders on a <see cref="FakeWorld"/> whose blocks come at random moments, and submitters of them that die and are
/// followed by others. In the end it says which of the three promises was broken.
/// </summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly FaultTurn _turn;
    private readonly SubmitterRig _rig;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _blocks;

    public FaultRun(FaultTurn turn, SubmitterRig rig)
    {
        (_turn, _rig) = (turn, rig);
        rig.World.AutoMine = false;
        rig.World.Mine(20);
        _blocks = MineAsync();
    }

    /// <summary>The orders that were given, and what they are.</summary>
    public Dictionary<string, Call> Orders { get; } = [];

    /// <summary>How far each block moves the chain's time, seconds.</summary>
    public int BlockSeconds { get; set; } = 1;

    /// <summary>Runs before each block; false lets the chain stand still.</summary>
    public Func<bool> BeforeBlock { get; set; } = () => true;

    /// <summary>
    /// Gives orders at random moments to a submitter that dies at a point, and then to one that lives; ends when each
    /// is resolved and the lanes have taken an order more.
    /// </summary>
    /// <param name="orders">How many.</param>
    /// <param name="point">Where the first one dies, or null.</param>
    /// <param name="options">How they work, given what runs at their points.</param>
    public async Task RunAsync(int orders, string? point, Func<Action<string>?, SessionSubmitterOptions> options)
    {
        for (int i = 0; i < orders; i++)
        {
            Orders.Add($"order-{i}", SubmitterRig.Transfer((ulong)(i + 1)));
        }

        if (point is not null)
        {
            await DieAsync(point, options);
            await _turn.PauseAsync(60);
        }

        SessionSubmitter last = _rig.Submitter(options(null));
        await last.ResumeAsync();
        await OrderAsync(last, Orders.Keys, CancellationToken.None);
        await ProbeAsync(last);
    }

    /// <summary>Gives orders, each after a random pause, and waits until they are resolved.</summary>
    public Task OrderAsync(SessionSubmitter submitter, IEnumerable<string> ids, CancellationToken cancellationToken) =>
        Task.WhenAll(ids.Select(async id =>
        {
            await _turn.PauseAsync(30);
            await submitter.SubmitAsync(id, [Orders[id]], cancellationToken: cancellationToken);
            await submitter.WaitAsync(id, timeout: Limit, cancellationToken: cancellationToken);
        }).ToArray());

    /// <summary>A lane that is stuck cannot take an order more.</summary>
    public async Task ProbeAsync(SessionSubmitter submitter)
    {
        int lanes = 1 << _rig.Session.Grant.Grant.Envelope.LaneBits;
        string[] probes = [.. Enumerable.Range(0, lanes).Select(i => $"probe-{i}")];
        foreach (string id in probes)
        {
            Orders.Add(id, SubmitterRig.Transfer((ulong)(10_000 + Orders.Count)));
        }

        await OrderAsync(submitter, probes, CancellationToken.None);
    }

    /// <summary>What is wrong; empty if nothing is.</summary>
    /// <param name="mayFail">Whether an order may end without its effect for a reason that the log names.</param>
    public async Task<List<string>> CheckAsync(Func<Submission, bool>? mayFail = null)
    {
        await _end.CancelAsync();
        await _blocks;
        await NoteAsync();
        List<string> findings = [.. await SubmissionChecker.CheckAsync(_rig, Orders)];
        SubmissionBook book = await new BookKeeper(_rig.Log).ReadAsync();
        foreach ((string id, Call call) in Orders)
        {
            byte[] callData = _rig.Session.Account.EncodeCalls([call]);
            int nonces = _rig.World.Taken.Where(each => each.Operation.CallData.Span.SequenceEqual(callData))
                .Select(each => each.Operation.Nonce).Distinct().Count();
            findings.AddRange(nonces > 1 ? [$"{id} was taken under {nonces} nonces"] : []);
            Submission? end = book.Find(id);
            bool isGood = end is { State: SubmissionState.Final } || (end is not null && mayFail?.Invoke(end) == true);
            findings.AddRange(isGood ? [] : [$"{id} ended as {end?.State.ToString() ?? "lost"}: {end?.Refusal}"]);
        }

        findings.AddRange(book.Lanes
            .Where(lane => lane.Value.Submission is not null || lane.Value.Holder is not null)
            .Select(lane => $"lane {lane.Key.NonceKey} is held for {lane.Value.Submission}"));
        return findings;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _blocks;
        _end.Dispose();
    }

    private async Task DieAsync(string point, Func<Action<string>?, SessionSubmitterOptions> options)
    {
        using CancellationTokenSource dead = new();
        int passes = _turn.Below(4) == 0 ? 2 : 1;
        int pause = _turn.Below(40);
        SessionSubmitter first = _rig.Submitter(options(reached =>
        {
            if (reached == point && Interlocked.Decrement(ref passes) == 0)
            {
                // It stands still before it dies, while everything else goes on.
                Thread.Sleep(pause);
                _turn.Note($"death at {point}");
                dead.Cancel();
                throw new InvalidOperationException("the process died here");
            }
        }));
        try
        {
            await OrderAsync(first, Orders.Keys, dead.Token);
        }
        catch (Exception) when (dead.IsCancellationRequested)
        {
            // Whoever gave the orders died too.
        }

        await first.DisposeAsync();
    }

    private Task NoteAsync() => _rig.Log.AppendAsync(0, records =>
    {
        foreach (string name in records.Select(record => RecordJson.Decode(record).Name))
        {
            if (name is OperationReplaced.RecordName or OperationRefused.RecordName or InclusionUndone.RecordName
                or SubmissionFinal.RecordName or SubmissionFailed.RecordName or SubmissionDropped.RecordName)
            {
                _turn.Note(name);
            }
        }

        return [];
    });

    private async Task MineAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            if (BeforeBlock())
            {
                _rig.World.Mine(1, BlockSeconds);
            }

            await Task.Delay(3 + _turn.Below(15));
        }
    }
}
