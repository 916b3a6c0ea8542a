namespace SessionKeys.Bundler.Client;

/// <summary>
/// The kinds that only the wording tells; the phrases are the ones that Alto, Skandha, geth and the reference bundler
/// use.
/// </summary>
internal static class MessageKinds
{
    private static readonly (string Phrase, BundlerErrorKind Kind)[] Phrases =
    [
        ("already known", BundlerErrorKind.AlreadyKnown),
        ("already present in mempool", BundlerErrorKind.ReplacementUnderpriced),
        ("replacement useroperation", BundlerErrorKind.ReplacementUnderpriced),
        ("replacement underpriced", BundlerErrorKind.ReplacementUnderpriced),
        ("cannot be replaced", BundlerErrorKind.ReplacementUnderpriced),
        ("must be 0 for a boosted", BundlerErrorKind.InvalidRequest),
        ("preverificationgas is not enough", BundlerErrorKind.PreVerificationGasTooLow),
        ("preverificationgas too low", BundlerErrorKind.PreVerificationGasTooLow),
        ("preverification gas must be larger", BundlerErrorKind.PreVerificationGasTooLow),
        ("maxfeepergas must be", BundlerErrorKind.FeeTooLow),
        ("maxpriorityfeepergas must be", BundlerErrorKind.FeeTooLow),
        ("gaslimit must be at least", BundlerErrorKind.GasLimitTooLow),
        ("exceed the max gas per", BundlerErrorKind.GasLimitTooHigh),
        ("gas limit is too high", BundlerErrorKind.GasLimitTooHigh),
        ("invalid entrypoint", BundlerErrorKind.EntryPointNotSupported),
        ("sender has no code", BundlerErrorKind.AccountNotDeployed),
        ("too many requests", BundlerErrorKind.RateLimited),
        ("rate limit", BundlerErrorKind.RateLimited),
        ("endpoint is not enabled", BundlerErrorKind.MethodNotFound),
        ("invalid discriminator value", BundlerErrorKind.MethodNotFound),
        ("validation error:", BundlerErrorKind.InvalidRequest),
    ];

    /// <summary>The kind that the wording tells, or null.</summary>
    public static BundlerErrorKind? Find(RpcError error)
    {
        if (QuotesContract(error))
        {
            return BundlerErrorKind.ExecutionReverted;
        }

        if (IsUnsupportedEntryPoint(error.Message))
        {
            return BundlerErrorKind.EntryPointNotSupported;
        }

        if (Contains(error.Message, "method") && Contains(error.Message, "not supported"))
        {
            return BundlerErrorKind.MethodNotFound;
        }

        foreach ((string phrase, BundlerErrorKind kind) in Phrases)
        {
            if (Contains(error.Message, phrase))
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>Alto says AA25 also for a replacement that pays too little.</summary>
    public static BundlerErrorKind? FindBeside(string aaCode, string message) =>
        aaCode == "AA25" && Contains(message, "already present in mempool")
            ? BundlerErrorKind.ReplacementUnderpriced
            : null;

    /// <summary>A called contract chooses its revert text, so its words must not pass for the bundler's.</summary>
    private static bool QuotesContract(RpcError error) =>
        error.Code is -32521 or 3
        || error.Message.StartsWith(EntryPointText.ExecutionReverted, StringComparison.Ordinal);

    private static bool IsUnsupportedEntryPoint(string message) =>
        Contains(message, "entrypoint") && Contains(message, "not supported");

    private static bool Contains(string message, string phrase) =>
        message.Contains(phrase, StringComparison.OrdinalIgnoreCase);
}
