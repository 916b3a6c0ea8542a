namespace SessionKeys.Bundler.Client;

/// <summary>The one table of what a refusal means. What is not in it refuses the calls.</summary>
internal static class RefusalReactions
{
    /// <summary>One such answer may be a hiccup: a node that is a block behind says things of its own.</summary>
    private const int UnknownAnswers = 3;

    public static RefusalReaction Of(BundlerException error) => error.IsTransient
        ? RefusalReaction.Wait
        : error.Kind switch
        {
            BundlerErrorKind.AlreadyKnown => RefusalReaction.Known,
            BundlerErrorKind.FeeTooLow
                or BundlerErrorKind.PreVerificationGasTooLow
                or BundlerErrorKind.ReplacementUnderpriced
                or BundlerErrorKind.PaymasterOutsideTimeRange => RefusalReaction.SignAnew,
            BundlerErrorKind.OutsideTimeRange => RefusalReaction.Untimely,

            // The answer says nothing about the operation, which may have been taken; the node's nonce decides.
            BundlerErrorKind.NonceInvalid
                or BundlerErrorKind.Unknown
                or BundlerErrorKind.MalformedReply
                or BundlerErrorKind.ReplyTooLarge
                or BundlerErrorKind.UserOperationHashMismatch => RefusalReaction.Wait,

            // What others have to put in order: nothing is lost meanwhile.
            BundlerErrorKind.PrefundTooLow
                or BundlerErrorKind.PaymasterDepositTooLow
                or BundlerErrorKind.SponsorshipRefused
                or BundlerErrorKind.StakeTooLow
                or BundlerErrorKind.OperationDropped
                or BundlerErrorKind.Unauthorized
                or BundlerErrorKind.HttpRefused
                or BundlerErrorKind.MethodNotFound
                or BundlerErrorKind.EntryPointNotSupported => RefusalReaction.Wait,
            _ => RefusalReaction.Refused,
        };

    /// <summary>Whether a refusal ends a submission of which nothing is signed: waiting cannot change it.</summary>
    /// <param name="error">The refusal.</param>
    /// <param name="repeated">How many times in a row it came.</param>
    public static bool EndsUnsigned(BundlerException error, int repeated) =>
        Of(error) == RefusalReaction.Refused
        || error.Kind is BundlerErrorKind.Unauthorized
            or BundlerErrorKind.MethodNotFound
            or BundlerErrorKind.EntryPointNotSupported
        || (error.Kind == BundlerErrorKind.Unknown && repeated >= UnknownAnswers);

    /// <summary>A refusal in the words of the log.</summary>
    public static SubmissionRefusal ToRefusal(BundlerException error) =>
        new(error.Kind.ToString(), Shorten(error.Message));

    public static SubmissionRefusal ToRefusal(SessionKeyException error) => new(error.Id, Shorten(error.Message));

    private static string Shorten(string message) => message.Length <= 2_000 ? message : message[..2_000];
}
