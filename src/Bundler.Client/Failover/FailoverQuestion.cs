namespace SessionKeys.Bundler.Client;

/// <summary>A question that any bundler can answer, on its way through them.</summary>
internal sealed class FailoverQuestion<T>(
    IReadOnlyList<PoolMember> members,
    string method,
    Address? entryPoint,
    Func<IBundlerClient, CancellationToken, Task<T>> call)
{
    private readonly HashSet<PoolMember> _refused = [];

    public BundlerException? LastFailure { get; private set; }

    /// <summary>Asks one bundler after the other until one answers.</summary>
    /// <exception cref="BundlerException">One refused for all, or none answered.</exception>
    public async Task<T> RoundAsync(CancellationToken cancellationToken)
    {
        BundlerException? passing = null;
        foreach (PoolMember member in members.OrderBy(each => each.IsResting).Where(each => !_refused.Contains(each)))
        {
            if (member.Lacks(method) || !await CanAnswerAsync(member, cancellationToken).ConfigureAwait(false))
            {
                continue;
            }

            try
            {
                return await member.CallAsync(call, cancellationToken).ConfigureAwait(false);
            }
            catch (BundlerException e) when (FailoverRules.StepAfter(e) is FailoverStep.Next or FailoverStep.Unclear)
            {
                LastFailure = e;
                if (e.IsTransient)
                {
                    passing = e;
                }
                else
                {
                    _refused.Add(member);
                }
            }
        }

        throw passing ?? LastFailure ?? FailoverErrors.NobodyServes(method, Asked, members);
    }

    private string Asked => entryPoint is { } address ? $"the EntryPoint {address}" : "this";

    private async Task<bool> CanAnswerAsync(PoolMember member, CancellationToken cancellationToken) =>
        entryPoint is not { } address || await member.ServesAsync(address, cancellationToken).ConfigureAwait(false);
}
