using SessionKeys.TestKit;

namespace SessionKeys.Load;

/// <summary>The chain that is loaded.</summary>
public static class LoadStack
{
    /// <summary>How many operations of one account the bundler holds at once.</summary>
    public const int ParallelOperations = 32;

    /// <summary>Starts one anvil and one Alto that bundles several operations of an account together.</summary>
    public static Task<SessionStack> StartAsync() => SessionStack.StartAsync(new DevChainOptions
    {
        EntryPoints = [CanonicalEntryPoint.V07],
        ParallelOperations = ParallelOperations,
    });
}
