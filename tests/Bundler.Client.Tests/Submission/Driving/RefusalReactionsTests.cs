namespace SessionKeys.Bundler.Client.Tests;

public sealed class RefusalReactionsTests
{
    /// <summary>Every kind; what is not named here refuses the calls.</summary>
    private static readonly Dictionary<RefusalReaction, BundlerErrorKind[]> Expected = new()
    {
        [RefusalReaction.Known] = [BundlerErrorKind.AlreadyKnown],
        [RefusalReaction.Untimely] = [BundlerErrorKind.OutsideTimeRange],
        [RefusalReaction.SignAnew] =
        [
            BundlerErrorKind.FeeTooLow, BundlerErrorKind.PreVerificationGasTooLow,
            BundlerErrorKind.ReplacementUnderpriced, BundlerErrorKind.PaymasterOutsideTimeRange,
        ],
        [RefusalReaction.Wait] =
        [
            BundlerErrorKind.Unknown, BundlerErrorKind.Unreachable, BundlerErrorKind.Timeout,
            BundlerErrorKind.RateLimited, BundlerErrorKind.Unauthorized, BundlerErrorKind.Unavailable,
            BundlerErrorKind.HttpRefused, BundlerErrorKind.MalformedReply, BundlerErrorKind.ReplyTooLarge,
            BundlerErrorKind.BundlerFault, BundlerErrorKind.MethodNotFound, BundlerErrorKind.EntryPointNotSupported,
            BundlerErrorKind.UserOperationHashMismatch, BundlerErrorKind.EntityThrottled, BundlerErrorKind.StakeTooLow,
            BundlerErrorKind.PrefundTooLow, BundlerErrorKind.PaymasterDepositTooLow, BundlerErrorKind.NonceInvalid,
            BundlerErrorKind.SponsorshipRefused, BundlerErrorKind.OperationDropped, BundlerErrorKind.ReceiptTimeout,
            BundlerErrorKind.OutcomeUnknown,
        ],
    };

    public static TheoryData<BundlerErrorKind> Kinds => new(Enum.GetValues<BundlerErrorKind>());

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Kind_has_its_reaction(BundlerErrorKind kind)
    {
        RefusalReaction expected = Expected.Where(each => each.Value.Contains(kind))
            .Select(each => each.Key)
            .DefaultIfEmpty(RefusalReaction.Refused)
            .Single();

        Assert.Equal(expected, RefusalReactions.Of(new BundlerException(kind, "A test.")));
    }
}
