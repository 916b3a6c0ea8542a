namespace SessionKeys.Bundler.Client;

/// <summary>The rows of the error table about what servers fill into an operation before it is signed.</summary>
internal static class SponsorshipErrors
{
    public static IReadOnlyList<BundlerErrorEntry> Entries { get; } =
    [
        new(BundlerErrorKind.AnswerChangesOperation,
            "the answer is for another operation than the one that was asked for",
            "Nothing was signed. Ask the operator of the server, or use another one; do not take over its values.",
            false,
            ["The server answers with a whole operation and has changed it.",
                "The server mixes up the requests of two callers."]),
        new(BundlerErrorKind.PaymasterNotAllowed,
            "this paymaster may not pay for the operation",
            "Ask the service of the paymaster that the session names, or have a session with another term approved.",
            false,
            ["The session's term names another paymaster, or none.", "The service has moved to another paymaster.",
                "The caller declined the sponsor."]),
        new(BundlerErrorKind.SponsorshipChanged,
            "the final answer of the paymaster's service does not fit its first one",
            "Nothing was sent. Ask again from the start; if it happens again, ask the operator of the service.",
            false,
            ["The service changed its paymaster or its form of data between the two calls.",
                "Its stub has another length than its final data, so that the estimated gas would be wrong."]),
        new(BundlerErrorKind.SponsorshipRefused,
            "the paymaster's service does not pay for this operation",
            "Read its words, and meet its policy or let the account pay.",
            false,
            ["A policy of the service excludes the account, the call or the chain, or its limit is used up.",
                "The context lacks what the service wants, such as the id of a policy."]),
        new(BundlerErrorKind.CostOutOfBounds,
            "gas or fees are beyond the caller's bounds",
            "Check what the bundler and the paymaster filled in; raise the bounds (OperationLimits) if they are right.",
            false,
            ["The bundler or the paymaster answered too much gas or too high fees.",
                "The chain is dearer than the caller's bounds foresee."]),
    ];
}
