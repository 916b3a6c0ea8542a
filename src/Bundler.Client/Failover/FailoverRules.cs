namespace SessionKeys.Bundler.Client;

/// <summary>The table of docs/failover.md: which failures are final, and which another bundler may not share.</summary>
internal static class FailoverRules
{
    /// <summary>What a failed send means.</summary>
    public static FailoverStep StepAfter(BundlerException error) => error.Kind switch
    {
        BundlerErrorKind.Unreachable when WasNeverSent(error) => FailoverStep.Next,
        BundlerErrorKind.Unreachable
            or BundlerErrorKind.Timeout
            or BundlerErrorKind.Unavailable
            or BundlerErrorKind.MalformedReply
            or BundlerErrorKind.ReplyTooLarge
            or BundlerErrorKind.BundlerFault
            or BundlerErrorKind.OutcomeUnknown
            or BundlerErrorKind.Unknown => FailoverStep.Unclear,
        BundlerErrorKind.AlreadyKnown
            or BundlerErrorKind.ReplacementUnderpriced
            or BundlerErrorKind.NonceInvalid => FailoverStep.Taken,
        BundlerErrorKind.RateLimited
            or BundlerErrorKind.Unauthorized
            or BundlerErrorKind.HttpRefused
            or BundlerErrorKind.MethodNotFound
            or BundlerErrorKind.InvalidRequest
            or BundlerErrorKind.EntryPointNotSupported
            or BundlerErrorKind.AggregatorNotSupported
            or BundlerErrorKind.FeeTooLow
            or BundlerErrorKind.PreVerificationGasTooLow
            or BundlerErrorKind.GasLimitTooLow
            or BundlerErrorKind.GasLimitTooHigh
            or BundlerErrorKind.EntityThrottled
            or BundlerErrorKind.StakeTooLow => FailoverStep.Next,
        _ => FailoverStep.Final,
    };

    /// <summary>Whether a failure speaks against the bundler itself and not against the request.</summary>
    public static bool IsOutage(BundlerErrorKind kind) => kind is BundlerErrorKind.Unreachable
        or BundlerErrorKind.Timeout
        or BundlerErrorKind.Unavailable
        or BundlerErrorKind.RateLimited
        or BundlerErrorKind.Unauthorized
        or BundlerErrorKind.HttpRefused
        or BundlerErrorKind.MalformedReply
        or BundlerErrorKind.ReplyTooLarge;

    /// <summary>Whether no connection came about, so that the request cannot have been carried out.</summary>
    private static bool WasNeverSent(BundlerException error) =>
        error.InnerException is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                or HttpRequestError.SecureConnectionError
        };
}
