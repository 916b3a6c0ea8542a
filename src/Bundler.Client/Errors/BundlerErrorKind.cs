namespace SessionKeys.Bundler.Client;

/// <summary>What went wrong on the other side; each member has a heading of the same name in docs/errors.md.</summary>
/// <remarks>The kind is the same for every bundler, whatever code or wording it used for the refusal.</remarks>
public enum BundlerErrorKind
{
    /// <summary>The server answered something that fits no other kind.</summary>
    Unknown,

    /// <summary>No complete answer arrived: the connection was refused, reset or cut.</summary>
    Unreachable,

    /// <summary>No complete answer arrived within the request timeout.</summary>
    Timeout,

    /// <summary>The server counts our requests and wants fewer of them.</summary>
    RateLimited,

    /// <summary>The server refuses the credentials in the address or the headers (HTTP 401 or 403).</summary>
    Unauthorized,

    /// <summary>The server or a proxy in front of it is down (HTTP 5xx without a JSON-RPC body).</summary>
    Unavailable,

    /// <summary>The server refused the HTTP request itself (another 3xx or 4xx without a JSON-RPC body).</summary>
    HttpRefused,

    /// <summary>The answer is not JSON-RPC, or one of its fields is missing or of the wrong form.</summary>
    MalformedReply,

    /// <summary>The answer is longer than the client accepts.</summary>
    ReplyTooLarge,

    /// <summary>The server failed inside (an internal error, or an error without code or meaning).</summary>
    BundlerFault,

    /// <summary>The server does not know the method, or has it switched off.</summary>
    MethodNotFound,

    /// <summary>The server refuses the form of the request: a missing, unknown or malformed field.</summary>
    InvalidRequest,

    /// <summary>The bundler does not serve this EntryPoint.</summary>
    EntryPointNotSupported,

    /// <summary>The hash that the bundler returned differs from the hash computed here.</summary>
    UserOperationHashMismatch,

    /// <summary>The bundler holds this very operation already.</summary>
    AlreadyKnown,

    /// <summary>
    /// Another operation with this nonce is pending and the fees are not raised enough to replace it.
    /// </summary>
    ReplacementUnderpriced,

    /// <summary>The fees per gas are below what the bundler accepts.</summary>
    FeeTooLow,

    /// <summary><c>preVerificationGas</c> is below what the bundler asks for.</summary>
    PreVerificationGasTooLow,

    /// <summary>A gas limit is below the bundler's minimum.</summary>
    GasLimitTooLow,

    /// <summary>The gas limits together exceed the bundler's maximum.</summary>
    GasLimitTooHigh,

    /// <summary>The sender, factory or paymaster is throttled or banned by reputation.</summary>
    EntityThrottled,

    /// <summary>An entity has too little stake, or an unstaked sender has too many pending operations.</summary>
    StakeTooLow,

    /// <summary>The bundler serves no signature aggregators.</summary>
    AggregatorNotSupported,

    /// <summary>The validation breaks a rule of ERC-7562: a forbidden opcode, call or storage access.</summary>
    ValidationRuleViolated,

    /// <summary>AA10: the operation carries a factory but the account exists already.</summary>
    AccountAlreadyDeployed,

    /// <summary>AA13, AA14, AA15: the factory reverted, ran out of gas or made another account.</summary>
    AccountCreationFailed,

    /// <summary>AA20: the sender has no code and the operation carries no factory.</summary>
    AccountNotDeployed,

    /// <summary>AA21, AA51: the account's deposit and balance do not cover the maximal cost.</summary>
    PrefundTooLow,

    /// <summary>AA22, AA27, -32503: the operation is expired, not due yet, or expires too soon.</summary>
    OutsideTimeRange,

    /// <summary>AA23: the account's validation reverted; the revert data says why.</summary>
    ValidationReverted,

    /// <summary>AA24, -32507: the account does not accept the signature.</summary>
    SignatureRejected,

    /// <summary>AA25: the nonce is used already or leaves a gap.</summary>
    NonceInvalid,

    /// <summary>AA26, AA40, AA41: the validation used more than <c>verificationGasLimit</c>.</summary>
    VerificationGasTooLow,

    /// <summary>AA30: the paymaster has no code.</summary>
    PaymasterNotDeployed,

    /// <summary>AA31, -32508: the paymaster's deposit does not cover its pending operations.</summary>
    PaymasterDepositTooLow,

    /// <summary>AA32, AA37: the paymaster's approval is expired or not due yet.</summary>
    PaymasterOutsideTimeRange,

    /// <summary>AA33, -32501: the paymaster refused the operation.</summary>
    PaymasterReverted,

    /// <summary>AA34: the paymaster does not accept its signature.</summary>
    PaymasterSignatureRejected,

    /// <summary>AA36: the paymaster's validation used more than its verification gas limit.</summary>
    PaymasterGasTooLow,

    /// <summary>AA50: the paymaster's <c>postOp</c> reverted.</summary>
    PaymasterPostOpReverted,

    /// <summary>The EntryPoint refused the operation for a reason that no other kind names.</summary>
    EntryPointRejected,

    /// <summary>The account's call reverted, in an estimation or on the chain.</summary>
    ExecutionReverted,

    /// <summary>The bundler accepted the operation and dropped it later; it was not included.</summary>
    OperationDropped,

    /// <summary>The answer to a send was lost, and nobody asked since knows the operation; it may be held.</summary>
    OutcomeUnknown,

    /// <summary>No receipt appeared within the waiting time; the operation may still be included.</summary>
    ReceiptTimeout,

    /// <summary>A bundler's or paymaster's answer names another sender, nonce, call, EntryPoint, fee or gas.</summary>
    AnswerChangesOperation,

    /// <summary>The paymaster is not the one that the session allows, or the caller declined it.</summary>
    PaymasterNotAllowed,

    /// <summary>The paymaster's final answer differs from its stub in more than the content of its data.</summary>
    SponsorshipChanged,

    /// <summary>The paymaster's service does not pay for this operation.</summary>
    SponsorshipRefused,

    /// <summary>The gas limits or the highest cost of an operation are beyond <see cref="OperationLimits"/>.</summary>
    CostOutOfBounds,
}
