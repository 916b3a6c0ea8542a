namespace SessionKeys;

/// <summary>
/// What each error of the module and its guard means to a person, in three parts: what was refused, actual and allowed
/// value, what to do. <c>{argument:way}</c> stands for a value; <see cref="ModuleErrorText"/> knows the ways.
/// </summary>
internal static class ModuleErrorSentences
{
    public static readonly IReadOnlyDictionary<string, string> Templates = new Dictionary<string, string>
    {
        ["AmountTooWide"] =
            "Call {callIndex:nth} was refused: its amount {amount} is wider than 128 bits; allowed is below 2^128. " +
            "Spend an exact amount instead of an unlimited one.",
        ["ApproverForbidden"] =
            "The approver {approver} was refused; allowed is an address that is neither zero nor the module. Name " +
            "the address of the owner's device.",
        ["ApproverNeedsRelay"] =
            "The grant was refused inside the operation: the approver {approver} is a contract, and allowed here " +
            "are the signature of an EOA and the account itself. Relay the grant to the module instead.",
        ["ApproverSignatureInvalid"] =
            "The signature was refused: it recovers to another signer; allowed is that of the approver {approver} " +
            "over exactly these terms. Show the same terms to the approver again, and check chain, module, account " +
            "and epoch.",
        ["AttestationInFuture"] =
            "The attestation was refused: it names {aliveAt:time}; allowed is until {time:time}, the time of the " +
            "block. Attest a second that has passed.",
        ["BalanceUnreadable"] =
            "The execution was refused: {asset:asset} does not say what the account has; allowed are tokens that " +
            "answer balanceOf with one word. Ask for a grant without a budget on it.",
        ["BoundsDisjoint"] =
            "The operation was refused: by {lower:text} it begins after {validAfter:time}, by {upper:text} it ends " +
            "with {validUntil:time}; allowed is at least one second between them. Claim an earlier time, or wait " +
            "for the next window.",
        ["BudgetExceeded"] =
            "The operation was refused: budget {budgetIndex:nth} on {asset:asset} has used {spent}, and {requested} " +
            "more were requested; allowed are {limit}. The budget resets at {resetsAt:reset}. Spend less, wait, or " +
            "ask for a new grant.",
        ["CallCountInvalid"] =
            "The operation was refused: {count} calls; allowed are 1 to {maximum}. Split the batch.",
        ["CallDataNotCanonical"] =
            "The operation was refused: its call data deviates at byte {position}; allowed is the one canonical ABI " +
            "encoding. Encode the calls with this library or the Solidity compiler.",
        ["CallDataTaken"] =
            "The operation was refused: in this transaction the session {by} is judged by the same calldata " +
            "({key}); allowed is one session for one calldata. Send the operation again: it passes in another " +
            "bundle.",
        ["CallNotGranted"] =
            "Call {callIndex:nth} was refused: the function {selector} of {target} is not granted; allowed are the " +
            "capabilities of the session. Call something else, or ask for a new grant.",
        ["CallerNotAccount"] =
            "The validation was refused: {caller} asked for an operation of {account}; allowed is the account " +
            "itself. Send the operation to the EntryPoint.",
        ["CallerNotModule"] =
            "The watch was refused: {caller} told the guard what to watch; allowed is its module, {module}. Name " +
            "the guard that belongs to the session's module.",
        ["CapabilitiesUnsorted"] =
            "The grant was refused: capability {capabilityIndex:nth} is not above the one before it; allowed is " +
            "strictly increasing by target and selector. Pack the grant with this library, each target and function " +
            "once.",
        ["CapabilityNotEssential"] =
            "Call {callIndex:nth} was refused: its capability is not essential; allowed while the account is " +
            "restricted are essential ones. Wait until the owner sets mode normal, or send essential calls only.",
        ["CapabilityNotInRoot"] =
            "The operation was refused: the capability at place {leafIndex:nth} is not in the session's root " +
            "{capabilityRoot}; allowed are the capabilities that were granted. Use the envelope that was approved.",
        ["CharacterInvalid"] =
            "The grant was refused: {term:text} has the character {character} at position {position}; allowed are " +
            "the characters of docs/encoding.md. Choose another name.",
        ["EpochPassed"] =
            "The operation was refused: the session belongs to epoch {granted}; allowed is the account's epoch " +
            "{current}. All sessions were revoked or the module was installed anew: ask for a new grant.",
        ["FeedAnswerInvalid"] =
            "The execution was refused: the price feed {feed} answers {answer}; allowed is above 0. Wait until the " +
            "feed is well again.",
        ["FeedInvalid"] =
            "The list of feeds was refused: feed {index:nth} is out of order, has no aggregator or no age, or " +
            "decimals that are not the asset's; allowed are complete feeds in strictly increasing order of their " +
            "assets. Correct the list.",
        ["FeedListInvalid"] =
            "The list of feeds was refused: it has {count} feeds, or a grace without an uptime feed; allowed are 1 " +
            "to {maximum}. Correct the list.",
        ["FeedMissing"] =
            "The execution was refused: the list of feeds {feedsHash} has no price of {asset:asset}; allowed are " +
            "assets that it prices. Ask for a grant with a list that has it.",
        ["FeedStale"] =
            "The execution was refused: the price of the feed {feed} is of {updatedAt:time}, and the block of " +
            "{time:time}; allowed is an age of 0 to {maxAge} seconds. Wait until the feed is well again.",
        ["FeedUnreadable"] =
            "The execution was refused: the price feed {feed} does not answer, or with too many decimals; allowed " +
            "are at most 36. Wait, or ask for a grant with another list of feeds.",
        ["FeedsUnknown"] =
            "The execution was refused: nobody registered the list of feeds {feedsHash}; allowed are registered " +
            "ones. Register it at the guard, which anybody may, once.",
        ["FeesNotLimited"] =
            "The grant was refused: nobody limits its fees; allowed is a gas budget, one named paymaster or " +
            "feesUnlimited. Add a budget on the asset gas.",
        ["ForeignNonceDomain"] =
            "The operation was refused: its nonce is in the domain {actual:hex}; allowed is the session's domain " +
            "{expected:hex}. Take the nonce key from the session's envelope.",
        ["FunctionNotSupported"] =
            "The operation was refused: it calls {selectorOrMode} of the account; allowed are the account's plain " +
            "execute functions. Encode the calls for the account's type.",
        ["GrantDeadlinePassed"] =
            "The grant was refused at {time:time}; allowed is until {grantDeadline:time}. Ask the approver to sign " +
            "again.",
        ["GrantsExhausted"] =
            "The grant was refused: epoch {epoch} has seen 65,535 grants; allowed are no more. Revoke all sessions, " +
            "which begins a new epoch.",
        ["GuardianForbidden"] =
            "The guardian {guardian} was refused; allowed is an address that is neither zero nor the module. Name " +
            "the guardian's own address.",
        ["GuardMissing"] =
            "The operation was refused: the session names the guard {guard}, which would not see its execution " +
            "(route {route}); allowed is with the guard installed there and, on ERC-6900, behind executeUserOp. " +
            "Install the guard, and encode the calls behind executeUserOp.",
        ["InitCodeNotAllowed"] =
            "The operation was refused: {length} bytes of initCode; allowed are at most {maximum}, the mark of " +
            "EIP-7702. Let the owner create or initialize the account.",
        ["InstallDataMalformed"] =
            "The installation was refused: {length} bytes of data; allowed are exactly {required}. Encode the data " +
            "with this library.",
        ["LeafMissing"] =
            "Call {callIndex:nth} was refused: it names capability {leafIndex:nth} of the operation; allowed are 1 " +
            "to {leafCount}. Build the segment with this library.",
        ["MessageDeadlinePassed"] =
            "The message was refused at {time:time}; allowed is until {deadline:time}, its deadline. Have it signed " +
            "again with a later one.",
        ["ModeForbids"] =
            "The request was refused: the account is {mode:mode}; allowed for this is a looser mode. Ask the owner " +
            "to loosen it.",
        ["ModeNotLooser"] =
            "The message was refused: mode {requested:mode} is not looser than the current mode {current:mode}; " +
            "allowed is a looser one. Read the account's mode again.",
        ["ModeNotTighter"] =
            "The message was refused: mode {requested:mode} is not stricter than the current mode {current:mode}; " +
            "allowed is a stricter one up to halted. Read the account's mode again.",
        ["NativeBudgetMissing"] =
            "The grant was refused: capability {capabilityIndex:nth} may send native value, and no budget counts " +
            "it; allowed is maxValue 0 or a native budget. Add a budget on the asset native.",
        ["NotAuthorized"] =
            "The request was refused: {signer} is neither approver nor guardian of {account}; allowed are these and " +
            "the account itself. Have one of them sign exactly this message, for the current epoch.",
        ["NotInstalled"] =
            "The request was refused: the account {account} has not installed the module; allowed are accounts that " +
            "have. Install the module first.",
        ["OutflowNotCounted"] =
            "The execution was refused: {outflow} of {asset:asset} left the account or can be taken by what it " +
            "allowed, and its calldata was counted as {counted}; allowed is what was counted, of tokens 2 units more " +
            "if anything was. Give the call a spend of the asset, put an approval and its use into one operation, or " +
            "take the approval back.",
        ["OutsideClaim"] =
            "The execution was refused at {time:time}; allowed is after {claimedAt:time} and until " +
            "{validUntil:time}. Claim a second before the chain's time, as this library does.",
        ["OutsideSchedule"] =
            "The operation was refused: it claims {claimedAt:time}; allowed is from {from:clock} to {to:clock} UTC " +
            "on {weekdays:days}. Wait for the session's next time of day.",
        ["PaymasterDataMalformed"] =
            "The operation was refused: {length} bytes of paymaster data; allowed are 0 or at least 52. Ask the " +
            "paymaster for its data again.",
        ["PaymasterNotAllowed"] =
            "The operation was refused: it uses {actual:paymaster}; allowed is {allowed:paymaster}. Build the " +
            "operation with the paymaster of the grant.",
        ["PublicKeyMismatch"] =
            "The operation was refused: the address of its P-256 public key is {actual}; allowed is the session key " +
            "{sessionKey}. Pass the public key of the signer that the grant names.",
        ["RenewalExtendsNothing"] =
            "The renewal was refused: it would end the session at {renewed:time}; allowed is after " +
            "{expiresAt:time}, where it ends now. Renew later, or ask for a new grant at the end of the lifetime.",
        ["RenewalsExhausted"] =
            "The renewal was refused: all renewals were used; allowed are {maxRenewals}. Ask for a new grant.",
        ["RenewerDeadlinePassed"] =
            "The operation was refused: it claims {claimedAt:time}; allowed is until {deadline:time}, the deadline " +
            "of the renewer's consent. Ask the renewer to sign again.",
        ["RenewerForbidden"] =
            "The grant was refused: the renewer {renewer} is zero, the account or the module; allowed is an EOA of " +
            "its own. Name the policy server's address.",
        ["ReplacedNotLive"] =
            "The grant was refused: the session {sessionId} that it replaces is unknown, of another epoch, revoked " +
            "or evicted; allowed is one that is none of these. Grant without replaces.",
        ["RuleViolated"] =
            "Call {callIndex:nth} was refused by rule {ruleIndex:nth}: word {word} is {actual:compared}; allowed is " +
            "{comparison:comparison} {allowed:bound}. Change the argument, or ask for a new grant.",
        ["RuntimeValidationNotSupported"] =
            "The call was refused: a session acts through operations only; allowed is the EntryPoint. Send a " +
            "UserOperation.",
        ["SegmentLengthInvalid"] =
            "The operation was refused: its segment says it has {length} bytes; allowed are 78 to {maximum}. Build " +
            "the segment with this library and put nothing behind it.",
        ["SegmentLengthMismatch"] =
            "The operation was refused: the parts of its segment have {parsed} bytes; allowed are the announced " +
            "{announced}. Build the segment with this library.",
        ["SelectorForbidden"] =
            "The grant was refused: capability {capabilityIndex:nth} is the function {selector} of a token with a " +
            "budget; allowed are functions whose amount can be counted. Remove the capability or the budget.",
        ["SelectorMissing"] =
            "Call {callIndex:nth} was refused: {length} bytes of calldata name no function; allowed are 0 bytes, or " +
            "at least 4 that are not all zero. Correct the calldata.",
        ["SequenceUsed"] =
            "The message was refused: its sequence is {sequence}; allowed is above {last}, the last one accepted " +
            "from {signer}. Read the signer's sequence and have the message signed again.",
        ["SequencerNotUp"] =
            "The execution was refused at {time:time}: the sequencer's feed {uptimeFeed} answers {status} since " +
            "{since:time}; allowed is 0 (up) for longer than the list's grace. Wait.",
        ["SessionDormant"] =
            "The operation was refused: it claims {claimedAt:time}; allowed is until {idleTimeout} s after the last " +
            "activity, {lastActivity:time}. Have the session attested by the approver or the renewer.",
        ["SessionEvicted"] =
            "The request was refused: the session has seat {seat}; allowed are seats from {floor} on, as newer " +
            "sessions took the places that the concurrent limit allows. Ask for a new grant.",
        ["SessionExpired"] =
            "The request was refused: it is of {claimedAt:time}; allowed is until {expiresAt:time}, the last second " +
            "of the session. Renew earlier next time, or ask for a new grant.",
        ["SessionIsPaused"] =
            "The operation was refused: the session {sessionId} is paused; allowed are sessions that are not. Ask " +
            "the owner to resume it.",
        ["SessionIsRevoked"] =
            "The request was refused: the session {sessionId} was revoked; allowed are sessions that were not. No " +
            "grant revives it: ask for a new one with another salt.",
        ["SessionKeyForbidden"] =
            "The grant was refused: the session key {sessionKey} is zero, the approver, the renewer, the account or " +
            "the module; allowed is an address of its own. Make a new session key.",
        ["SessionNotYetValid"] =
            "The operation was refused: it claims {claimedAt:time}; allowed is from {validAfter:time} on. Wait " +
            "until the session begins.",
        ["SessionSignerInvalid"] =
            "The request was refused: {signer} signed or called; allowed is {expected}, the key that the envelope " +
            "names. Sign exactly this message with that key.",
        ["SessionUnknown"] =
            "The operation was refused: the session {sessionId} has not come on chain; allowed are granted " +
            "sessions. Carry the grant in this operation, or relay it first; every term must be exactly as " +
            "approved.",
        ["SignatureMalformed"] =
            "The signature was refused: it has not {length} bytes, or a wrong v, or an s in the upper half; allowed " +
            "are exactly {length} bytes with low s, and v 27 or 28 where there is one. Sign with this library.",
        ["SpendBudgetInvalid"] =
            "The grant was refused: a spend of capability {capabilityIndex:nth} points at budget {budgetIndex:nth}; " +
            "allowed is the first budget on a token. Pack the grant with this library.",
        ["SpendRequired"] =
            "The grant was refused: capability {capabilityIndex:nth} is the function {selector} of a token with a " +
            "budget; allowed is only with a spend of the token by word {word}. Add the spend.",
        ["TargetForbidden"] =
            "Call or capability {callIndex:nth} was refused: {target} would give authority over the account; " +
            "allowed is no account, module, guard, EntryPoint or address up to 0xffff. Remove it.",
        ["TermInvalid"] =
            "The request was refused: {term:text} is {actual}; the nearest allowed value is {allowed}. Correct the " +
            "term and have it approved again.",
        ["TermsLengthMismatch"] =
            "The grant was refused: its parts have {parsed} bytes; allowed are the {length} that were sent. Pack " +
            "the grant with this library.",
        ["TextTooLong"] =
            "The grant was refused: its text has {characters} characters and {displayLines} display lines; allowed " +
            "are 4000 and 240. Split the grant into two sessions, or approve the typed form.",
        ["TighteningsChanged"] =
            "The message was refused: it was signed after {signed} tightenings; allowed is the account's present " +
            "count, {current}. Look at what was stopped since, and have it signed again.",
        ["TokenNameInvalid"] =
            "The grant was refused: the token {token} has a name that the text does not show; allowed are a symbol " +
            "of 1 to 11 characters of [A-Za-z0-9.] and decimals below 256. Leave tokenNames out.",
        ["TokenNamesNeedRelay"] =
            "The grant was refused inside an operation: its text asks the tokens for their names, which validation " +
            "may not; allowed is the typed form. Relay the grant instead.",
        ["UsdLimitExceeded"] =
            "The execution was refused: the limit in US dollars has used {spent:usd}, and {requested:usd} more were " +
            "requested; allowed are {limit:usd}. The window resets at {resetsAt:time}. Spend less, or wait.",
        ["ValueAboveMaximum"] =
            "Call {callIndex:nth} was refused: it sends {value} wei; allowed are {maxValue}. Send less, or ask for " +
            "a new grant.",
        ["WindowPassed"] =
            "The operation was refused: budget {budgetIndex:nth} was charged in window {chargedWindow} already; " +
            "allowed is no earlier one, and {claimedWindow} is claimed. Claim a later time.",
        ["WordMissing"] =
            "Call {callIndex:nth} was refused: a rule or spend reads word {word}, and there are {length} bytes of " +
            "calldata; allowed is calldata that holds the word. Correct the calldata.",
    };
}
