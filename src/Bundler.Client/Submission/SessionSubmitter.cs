using System.Runtime.CompilerServices;
using System.Security.Cryptography;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// Makes calls of one session exactly once, and knows what became of them, whatever breaks meanwhile.
/// </summary>
/// <remarks>
/// <para>Thread-safe. Several submitters, also of other sessions and in other processes, may share one log.
/// <c>docs/submission.md</c> says what the states mean and what to do after a crash.</para>
/// <para>Work goes on in the background until a submission is resolved or the submitter is disposed; what is unresolved
/// then stays in the log for <see cref="ResumeAsync"/>.</para>
/// </remarks>
public sealed class SessionSubmitter : IAsyncDisposable
{
    private const int HolderLength = 16;

    private readonly SessionClient _session;
    private readonly SessionSubmitterOptions _options;
    private readonly SubmissionDesk _desk;
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Task> _driven = new(StringComparer.Ordinal);
    private readonly SubmissionIntake _intake;
    private bool _isDisposed;

    /// <summary>Creates a submitter; it does nothing by itself.</summary>
    /// <param name="log">The log, in which calls and signed operations are recorded before they are sent.</param>
    /// <param name="session">The session, with its key, bundler and node.</param>
    /// <param name="options">How it works; null for the defaults.</param>
    /// <exception cref="ArgumentNullException">
    /// <paramref name="log"/> or <paramref name="session"/> is null.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public SessionSubmitter(ISubmissionLog log, SessionClient session, SessionSubmitterOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(log);
        ArgumentNullException.ThrowIfNull(session);
        _options = options ?? new SessionSubmitterOptions();
        _options.Validate();
        _session = session;
        string holder = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(HolderLength));
        _desk = new SubmissionDesk(BookKeeper.Of(log), _options, holder);
        _intake = new SubmissionIntake(session, _desk);
    }

    /// <summary>Takes calls on: from the end of this call they are made once, or the submission says why not.</summary>
    /// <param name="id">The caller's id, 1 to 128 of the characters <c>A-Z a-z 0-9 . _ : -</c>.</param>
    /// <param name="calls">1 to 16 calls, executed in order, all or none.</param>
    /// <param name="approval">The approver's signature while the grant is not on chain yet.</param>
    /// <param name="cancellationToken">Ends the wait for a free lane and for the log.</param>
    /// <returns>The submission; the known one where the id was taken on before.</returns>
    /// <exception cref="ArgumentException">The calls do not fit the session.</exception>
    /// <exception cref="SessionKeyException">
    /// The id stands for other calls, no lane became free in time (<c>lanes-busy</c>), or the log cannot be written.
    /// </exception>
    public Task<Submission> SubmitAsync(
        string id,
        IReadOnlyList<Call> calls,
        Approval? approval = null,
        CancellationToken cancellationToken = default) =>
        SubmitAsync(new SubmissionRequest { Id = id, Calls = calls, Approval = approval }, cancellationToken);

    /// <summary>Takes calls on: from the end of this call they are made once, or the submission says why not.</summary>
    /// <param name="request">The calls and their id.</param>
    /// <param name="cancellationToken">Ends the wait for a free lane and for the log.</param>
    /// <returns>The submission; the known one where the id was taken on before.</returns>
    /// <remarks>While all lanes are taken it waits for one, in the order of the callers, up to
    /// <see cref="SessionSubmitterOptions.LaneTimeout"/>.</remarks>
    /// <exception cref="ArgumentException">The calls or the authorization do not fit the session.</exception>
    /// <exception cref="SessionKeyException">
    /// The id stands for other calls, no lane became free in time (<c>lanes-busy</c>), or the log cannot be written.
    /// </exception>
    public async Task<Submission> SubmitAsync(
        SubmissionRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(request.Calls);
        ObjectDisposedException.ThrowIf(IsStopped, this);
        CapabilityEnvelope envelope = _session.Grant.Grant.Envelope;
        SubmitterErrors.CheckChain(request, _session.Sender.ChainId);

        // What can never be signed is refused here, before anything is recorded.
        _session.Signer(request.Calls, new Claim(envelope.ValidAfter, null), request.Approval, request.Options);
        _desk.Reach(FaultPoints.BeforePrepared);
        Submission submission = await _intake.TakeOnAsync(request, cancellationToken).ConfigureAwait(false);
        _desk.Reach(FaultPoints.Prepared);
        Drive(submission);
        return _desk.Find(submission.Id)!;
    }

    /// <summary>
    /// Goes on with everything of this session that the log has unresolved: call it after each start.
    /// </summary>
    /// <param name="cancellationToken">Ends the reading of the log.</param>
    /// <returns>The submissions that it goes on with, the oldest first.</returns>
    /// <exception cref="SessionKeyException">The log cannot be read.</exception>
    public async Task<IReadOnlyList<Submission>> ResumeAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(IsStopped, this);
        SubmissionBook book = await _desk.ReadAsync(cancellationToken).ConfigureAwait(false);
        Submission[] own = [.. book.Unresolved.Where(IsOwn)];
        Array.ForEach(own, Drive);
        return own;
    }

    /// <summary>
    /// Ends the work on a submission: from the end of this call nothing of it is signed, and nothing is sent that is
    /// not on its way already, here and in every process that uses the log.
    /// </summary>
    /// <param name="id">The id. It stands for its calls for ever: submit them under a new one if they are wanted
    /// again.</param>
    /// <param name="cancellationToken">Ends the wait for the log.</param>
    /// <returns>
    /// The submission. <see cref="SubmissionState.Dropped"/> where nothing was signed: it has no effect, and its lane
    /// is free. Signed or sent with <see cref="Submission.IsCancelled"/>: what a bundler has may still be included
    /// until <see cref="Submission.LastClaimEnd"/>; wait for the end, which says so. Any other state without
    /// <see cref="Submission.IsCancelled"/>: it was included or resolved before, and nothing changed.
    /// </returns>
    /// <exception cref="ArgumentException">The log has no such submission.</exception>
    /// <exception cref="SessionKeyException">The log cannot be read or written.</exception>
    public async Task<Submission> CancelAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        ObjectDisposedException.ThrowIf(IsStopped, this);
        Submission submission = await _desk
            .ChangeAsync(id, book => DecideCancel(book, id), cancellationToken)
            .ConfigureAwait(false);
        if (IsOwn(submission))
        {
            Drive(submission);
        }

        _intake.LaneFreed();
        return submission;
    }

    /// <summary>Reads how far a submission has come, whoever works on it.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Ends the reading of the log.</param>
    /// <returns>The submission, or null if the log has none.</returns>
    /// <exception cref="SessionKeyException">The log cannot be read.</exception>
    public async Task<Submission?> FindAsync(string id, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(id);
        await _desk.ReadAsync(cancellationToken).ConfigureAwait(false);
        return _desk.Find(id);
    }

    /// <summary>Tells how a submission stands now and each time it changes, until it is resolved.</summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>The pictures; where changes come fast, only the latest is shown.</returns>
    /// <exception cref="ArgumentException">The log has no such submission.</exception>
    /// <exception cref="SessionKeyException">The log cannot be read.</exception>
    public async IAsyncEnumerable<Submission> WatchAsync(
        string id, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Submission seen = await FindAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw SubmitterErrors.Unknown(id);
        yield return seen;
        while (!seen.IsResolved)
        {
            await _desk.WaitForChangeAsync(id, seen, _options.PollInterval, cancellationToken).ConfigureAwait(false);
            if (!IsDriven(id))
            {
                await _desk.ReadAsync(cancellationToken).ConfigureAwait(false);
            }

            Submission now = _desk.Find(id) ?? throw SubmitterErrors.Unknown(id);
            if (now != seen)
            {
                seen = now;
                yield return seen;
            }
        }
    }

    /// <summary>Waits until a submission has come as far as wanted, or is resolved.</summary>
    /// <param name="id">The id.</param>
    /// <param name="until">How far; it may have come further, and a reorganisation may take it back.</param>
    /// <param name="timeout">How long to wait; null for ever.</param>
    /// <param name="cancellationToken">Ends the wait. The submission goes on.</param>
    /// <returns>The submission: look at its state, and at <see cref="SubmissionInclusion.Success"/>.</returns>
    /// <exception cref="ArgumentException">The log has no such submission.</exception>
    /// <exception cref="BundlerException">
    /// The time is over (<see cref="BundlerErrorKind.ReceiptTimeout"/>); the error carries the hash of the latest
    /// operation, if one is signed. The submission goes on.
    /// </exception>
    /// <exception cref="SessionKeyException">The log cannot be read.</exception>
    public async Task<Submission> WaitAsync(
        string id,
        SubmissionState until = SubmissionState.Final,
        TimeSpan? timeout = null,
        CancellationToken cancellationToken = default)
    {
        using var deadline = new CancellationTokenSource(timeout ?? Timeout.InfiniteTimeSpan, _desk.Clock);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            await foreach (Submission each in WatchAsync(id, both.Token).ConfigureAwait(false))
            {
                if (each.IsResolved || each.State >= until)
                {
                    return each;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw SubmitterErrors.TooLate(_desk.Find(id), until, timeout);
        }

        return _desk.Find(id)!;
    }

    /// <summary>Stops the work and waits until it stands still; what is unresolved stays in the log.</summary>
    /// <returns>A task that ends then.</returns>
    public async ValueTask DisposeAsync()
    {
        Task[] driven;
        lock (_lock)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
            driven = [.. _driven.Values];
        }

        _desk.Stop();
        await Task.WhenAll(driven).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _intake.Dispose();
        _desk.Dispose();
    }

    /// <summary>Whether it was disposed, or a test let it die.</summary>
    private bool IsStopped => Volatile.Read(ref _isDisposed) || _desk.Stopped.IsCancellationRequested;

    private bool IsOwn(Submission submission) =>
        submission.SessionId == _session.Grant.SessionId
        && submission.Sender == _session.Account.Address
        && submission.EntryPoint == _session.Sender.EntryPoint
        && submission.ChainId == _session.Sender.ChainId;

    private BookChange<Submission> DecideCancel(SubmissionBook book, string id)
    {
        Submission known = book.Find(id) ?? throw SubmitterErrors.Unknown(id);
        if (known.IsCancelled || known.IsResolved || known.State == SubmissionState.Included)
        {
            return new BookChange<Submission>(known);
        }

        SubmissionCancelled record = new(_desk.Clock.GetUtcNow(), id);
        return new BookChange<Submission>(book.With(record).Find(id)!, record);
    }

    private void Drive(Submission submission)
    {
        lock (_lock)
        {
            if (!_isDisposed && !submission.IsResolved && !_driven.ContainsKey(submission.Id))
            {
                _driven.Add(submission.Id, DriveAsync(submission.Id));
            }
        }
    }

    private bool IsDriven(string id)
    {
        lock (_lock)
        {
            return _driven.ContainsKey(id);
        }
    }

    private async Task DriveAsync(string id)
    {
        await Task.Yield();
        try
        {
            await new SubmissionDriver(id, _session, _desk).RunAsync(_desk.Stopped).ConfigureAwait(false);
        }
        finally
        {
            lock (_lock)
            {
                _driven.Remove(id);
            }

            _intake.LaneFreed();
        }
    }
}
