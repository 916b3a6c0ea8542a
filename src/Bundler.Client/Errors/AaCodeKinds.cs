namespace SessionKeys.Bundler.Client;

/// <summary>The kinds of the EntryPoint's AA codes, v0.6 to v0.9.</summary>
internal static class AaCodeKinds
{
    public static BundlerErrorKind Find(string aaCode) => aaCode switch
    {
        "AA10" => BundlerErrorKind.AccountAlreadyDeployed,
        "AA13" or "AA14" or "AA15" => BundlerErrorKind.AccountCreationFailed,
        "AA20" => BundlerErrorKind.AccountNotDeployed,
        "AA21" or "AA51" => BundlerErrorKind.PrefundTooLow,
        "AA22" or "AA27" => BundlerErrorKind.OutsideTimeRange,
        "AA23" => BundlerErrorKind.ValidationReverted,
        "AA24" => BundlerErrorKind.SignatureRejected,
        "AA25" => BundlerErrorKind.NonceInvalid,
        "AA26" or "AA40" or "AA41" => BundlerErrorKind.VerificationGasTooLow,
        "AA30" => BundlerErrorKind.PaymasterNotDeployed,
        "AA31" => BundlerErrorKind.PaymasterDepositTooLow,
        "AA32" or "AA37" => BundlerErrorKind.PaymasterOutsideTimeRange,
        "AA33" => BundlerErrorKind.PaymasterReverted,
        "AA34" => BundlerErrorKind.PaymasterSignatureRejected,
        "AA36" => BundlerErrorKind.PaymasterGasTooLow,
        "AA50" => BundlerErrorKind.PaymasterPostOpReverted,
        "AA93" or "AA94" => BundlerErrorKind.InvalidRequest,
        _ => BundlerErrorKind.EntryPointRejected,
    };
}
