namespace SessionKeys.Bundler.Client;

/// <summary>Asks all bundlers at once for what only those know that hold an operation.</summary>
internal static class FailoverLookup
{
    /// <summary>What the bundlers that answer know, in the order of the members.</summary>
    /// <exception cref="BundlerException">None of them answered.</exception>
    public static async Task<IReadOnlyList<T>> AllAsync<T>(
        IReadOnlyList<PoolMember> members,
        Func<IBundlerClient, CancellationToken, Task<T?>> call,
        CancellationToken cancellationToken)
    {
        (T? Answer, BundlerException? Failure)[] answers = await Task
            .WhenAll(members.Select(member => AskAsync(member, call, cancellationToken))).ConfigureAwait(false);
        return answers.All(answer => answer.Failure is not null)
            ? throw answers[0].Failure!
            : [.. answers.Select(answer => answer.Answer).OfType<T>()];
    }

    /// <summary>How far a bundler brought an operation; that one gave it up counts only where none holds it.</summary>
    public static int Progress(UserOperationState? state) => state switch
    {
        UserOperationState.Included or UserOperationState.Reverted => 5,
        UserOperationState.Submitted => 4,
        UserOperationState.NotSubmitted => 3,
        UserOperationState.Unknown => 2,
        UserOperationState.Rejected or UserOperationState.Failed => 1,
        UserOperationState.NotFound => 0,
        _ => -1,
    };

    private static async Task<(T? Answer, BundlerException? Failure)> AskAsync<T>(
        PoolMember member, Func<IBundlerClient, CancellationToken, Task<T?>> call, CancellationToken cancellationToken)
    {
        try
        {
            return (await member.AskAsync(call, cancellationToken).ConfigureAwait(false), null);
        }
        catch (BundlerException e)
        {
            return (default, e);
        }
    }
}
