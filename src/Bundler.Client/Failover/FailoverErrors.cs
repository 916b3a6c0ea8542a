namespace SessionKeys.Bundler.Client;

/// <summary>The errors that several bundlers make together.</summary>
internal static class FailoverErrors
{
    /// <summary>Stands for the bundlers in messages, where one bundler has its address.</summary>
    public static readonly Uri Everybody = new("failover://bundlers");

    public static BundlerException NonceTaken(UserOperationHash hash, UInt256 nonce)
    {
        BundlerException error = new RpcExchange(FailoverSend.Method, Everybody).Fail(
            BundlerErrorKind.NonceInvalid, $"another operation than {hash} used nonce {nonce.ToHex()} on the chain");
        error.UserOperationHash = hash;
        return error;
    }

    public static BundlerException OutcomeUnknown(UserOperationHash hash, Exception cause)
    {
        string last = cause is BundlerException { Kind: var kind } ? $", the last answer was {kind}" : string.Empty;
        BundlerException error = new RpcExchange(FailoverSend.Method, Everybody).Fail(
            BundlerErrorKind.OutcomeUnknown, $"hash {hash}{last}", cause);
        error.UserOperationHash = hash;
        return error;
    }

    public static BundlerException TimeIsOver(string method, TimeSpan limit, BundlerException? last, Exception cause) =>
        new RpcExchange(method, Everybody).Fail(
            BundlerErrorKind.Timeout,
            $"the limit for all bundlers is {limit.Seconds()} s, last failure: {last?.Kind.ToString() ?? "none"}",
            cause);

    public static BundlerException NobodyServes(string method, string what, IReadOnlyList<PoolMember> members) =>
        new RpcExchange(method, Everybody).Fail(
            BundlerErrorKind.EntryPointNotSupported,
            $"none of {string.Join(", ", members.Select(member => member.Name))} serves {what} on this chain");
}
