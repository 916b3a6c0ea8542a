namespace SessionKeys.Bundler.Client;

/// <summary>The kinds of the JSON-RPC codes, used only where neither an AA code nor the wording decides.</summary>
internal static class CodeKinds
{
    public static BundlerErrorKind Find(RpcError error, int? httpStatus) => error.Code switch
    {
        -32500 => BundlerErrorKind.EntryPointRejected,
        -32501 => BundlerErrorKind.PaymasterReverted,
        -32502 => BundlerErrorKind.ValidationRuleViolated,
        -32503 => BundlerErrorKind.OutsideTimeRange,
        -32504 => BundlerErrorKind.EntityThrottled,
        -32505 => BundlerErrorKind.StakeTooLow,
        -32506 => BundlerErrorKind.AggregatorNotSupported,
        -32507 => BundlerErrorKind.SignatureRejected,
        -32508 => BundlerErrorKind.PaymasterDepositTooLow,
        -32521 or 3 => BundlerErrorKind.ExecutionReverted,
        -32600 or -32602 or -32700 => BundlerErrorKind.InvalidRequest,
        -32601 => BundlerErrorKind.MethodNotFound,
        -32603 => BundlerErrorKind.BundlerFault,
        -32005 or 429 => BundlerErrorKind.RateLimited,
        _ => ByWordOrStatus(error.CodeName, httpStatus),
    };

    private static BundlerErrorKind ByWordOrStatus(string? codeName, int? httpStatus) => (codeName, httpStatus) switch
    {
        ("INVALID_ARGUMENT", _) => BundlerErrorKind.InvalidRequest,
        (_, 401 or 403) => BundlerErrorKind.Unauthorized,
        (_, 404) => BundlerErrorKind.HttpRefused,
        (_, 429) => BundlerErrorKind.RateLimited,
        (_, 502 or 503 or 504) => BundlerErrorKind.Unavailable,
        (_, >= 500) => BundlerErrorKind.BundlerFault,
        (_, >= 400) => BundlerErrorKind.InvalidRequest,
        _ => BundlerErrorKind.Unknown,
    };
}
