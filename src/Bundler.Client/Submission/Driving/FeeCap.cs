namespace SessionKeys.Bundler.Client;

/// <summary>The most that an operation may cost: by the options, and by the session's gas budgets.</summary>
internal static class FeeCap
{
    public static SubmissionRefusal? Exceeded(
        UserOperation operation, SessionClient session, SessionSubmitterOptions options)
    {
        UInt256 cost = OperationLimits.TotalGas(operation, session.Sender.Version) * operation.MaxFeePerGas;
        UInt256? most = options.MaxCostWei;
        foreach (Budget budget in session.Grant.Grant.Envelope.Budgets.Where(each => each.Asset == Asset.Gas))
        {
            UInt256 limit = (UInt256)budget.Limit;
            most = most is { } known && known < limit ? known : limit;
        }

        return most is { } cap && cost > cap
            ? new SubmissionRefusal(
                nameof(BundlerErrorKind.CostOutOfBounds),
                $"An operation was not signed: it may cost {cost} wei, allowed are {cap} wei. It is signed when fees "
                    + "fall, or with a higher SessionSubmitterOptions.MaxCostWei or gas budget.")
            : null;
    }
}
