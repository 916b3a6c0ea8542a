namespace SessionKeys.Bundler.Client;

/// <summary>
/// One operation on its way through the bundlers: always the same bytes, to one bundler at a time, and after a lost
/// answer only when nobody knows the hash.
/// </summary>
internal sealed class FailoverSend(
    IReadOnlyList<PoolMember> members,
    OutcomeResolver resolver,
    UserOperation operation,
    Address entryPoint,
    Eip7702Authorization? authorization,
    UserOperationHash hash)
{
    public const string Method = "eth_sendUserOperation";

    private readonly HashSet<PoolMember> _refused = [];
    private readonly List<string> _attempts = [];
    private BundlerException? _lastRefusal;
    private bool _isUnderWay;
    private bool _mayBeHeld;

    /// <summary>What each bundler answered, the first asked first.</summary>
    public IReadOnlyList<string> Attempts => [.. _attempts];

    /// <summary>Whether a bundler may hold the operation although none said so.</summary>
    public bool MayBeHeld => _mayBeHeld || _isUnderWay;

    /// <summary>Tries each bundler that has not refused for good.</summary>
    /// <returns>The end.</returns>
    /// <exception cref="BundlerException">Nobody took it, and the next round may do better.</exception>
    public async Task<SendResult> RoundAsync(CancellationToken cancellationToken)
    {
        BundlerException? passing = null;
        foreach (PoolMember member in members.OrderBy(each => each.IsResting).Where(each => !_refused.Contains(each)))
        {
            if (member.Lacks(Method) || !await member.ServesAsync(entryPoint, cancellationToken).ConfigureAwait(false))
            {
                _attempts.Add($"{member.Name}: does not serve {entryPoint}");
                continue;
            }

            if (_mayBeHeld && await StandingAsync(cancellationToken).ConfigureAwait(false) is { } end)
            {
                return end;
            }

            BundlerException? error = await TryAsync(member, cancellationToken).ConfigureAwait(false);
            if (error is null)
            {
                return new SendResult(hash, null);
            }

            if (await JudgeAsync(member, error, cancellationToken).ConfigureAwait(false) is { } decided)
            {
                return decided;
            }

            passing = _refused.Contains(member) ? passing
                : _mayBeHeld && !error.IsTransient ? FailoverErrors.OutcomeUnknown(hash, error)
                : error;
        }

        return await EndRoundAsync(passing, cancellationToken).ConfigureAwait(false);
    }

    private async Task<SendResult> EndRoundAsync(BundlerException? passing, CancellationToken cancellationToken)
    {
        if (_mayBeHeld && await StandingAsync(cancellationToken).ConfigureAwait(false) is { } end)
        {
            return end;
        }

        return passing is null ? new SendResult(null, _lastRefusal) : throw passing;
    }

    private async Task<BundlerException?> TryAsync(PoolMember member, CancellationToken cancellationToken)
    {
        _isUnderWay = true;
        try
        {
            await member.CallAsync(
                (client, token) => client.SendUserOperationAsync(operation, entryPoint, authorization, token),
                cancellationToken).ConfigureAwait(false);
        }
        catch (BundlerException e)
        {
            _attempts.Add($"{member.Name}: {e.Kind}");
            _isUnderWay = false;
            return e;
        }

        _isUnderWay = false;
        return null;
    }

    /// <summary>What a failure means; null lets the next bundler try.</summary>
    private async Task<SendResult?> JudgeAsync(
        PoolMember member, BundlerException error, CancellationToken cancellationToken)
    {
        // A bundler that rests was not asked, so that it cannot hold anything.
        FailoverStep step = error.InnerException is Polly.CircuitBreaker.BrokenCircuitException
            ? FailoverStep.Next
            : FailoverRules.StepAfter(error);
        switch (step)
        {
            case FailoverStep.Final:
                return new SendResult(null, error);
            case FailoverStep.Taken:
                return await StandingAsync(cancellationToken).ConfigureAwait(false) switch
                {
                    { } end => end,
                    _ when error.Kind == BundlerErrorKind.AlreadyKnown => new SendResult(hash, null),
                    _ when _mayBeHeld => null,
                    _ => new SendResult(null, error),
                };
            case FailoverStep.Unclear:
                _mayBeHeld = true;
                return null;
            default:
                if (error.Kind is BundlerErrorKind.EntryPointNotSupported)
                {
                    member.ForgetCapability();
                }

                if (!error.IsTransient)
                {
                    _refused.Add(member);
                    _lastRefusal = error;
                }

                return null;
        }
    }

    /// <summary>The end that bundlers and node tell, or null if nobody knows the operation.</summary>
    private async Task<SendResult?> StandingAsync(CancellationToken cancellationToken)
    {
        switch (await resolver.ResolveAsync(operation, entryPoint, hash, cancellationToken).ConfigureAwait(false))
        {
            case OperationStanding.Known:
                return new SendResult(hash, null);
            case OperationStanding.NonceTaken:
                _mayBeHeld = false;
                return new SendResult(null, FailoverErrors.NonceTaken(hash, operation.Nonce));
            case OperationStanding.Undecided:
                _mayBeHeld = true; // a nonce is known already, or an answer was lost, and the hash was not found out
                return null;
            default:
                return null;
        }
    }
}
