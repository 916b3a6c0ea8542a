namespace SessionKeys.Bundler.Client;

/// <summary>What became of an operation that is in a block.</summary>
public sealed record UserOperationReceipt
{
    /// <summary>The operation's hash.</summary>
    public required UserOperationHash UserOperationHash { get; init; }

    /// <summary>The EntryPoint.</summary>
    public required Address EntryPoint { get; init; }

    /// <summary>The account.</summary>
    public required Address Sender { get; init; }

    /// <summary>The nonce.</summary>
    public required UInt256 Nonce { get; init; }

    /// <summary>The paymaster, or null when the account paid.</summary>
    public Address? Paymaster { get; init; }

    /// <summary>What the operation cost, in wei.</summary>
    public required UInt256 ActualGasCostWei { get; init; }

    /// <summary>The gas that the operation was charged for.</summary>
    public required UInt256 ActualGasUsed { get; init; }

    /// <summary>
    /// Whether the account's call succeeded. False is an operation that is in the block and paid, but whose call
    /// reverted; the status of <see cref="Bundle"/> says nothing about it.
    /// </summary>
    public required bool IsSuccess { get; init; }

    /// <summary>The bytes of the call's innermost revert; empty on success or where the bundler tells none.</summary>
    public ReadOnlyMemory<byte> RevertData { get; init; }

    /// <summary>The text of the call's revert where it is a text, else null.</summary>
    public string? RevertReason { get; init; }

    /// <summary>
    /// What the guard undid the calls for, by name and with its values, or null. A called contract can revert with the
    /// same bytes: of a session without a guard they say nothing.
    /// </summary>
    public SessionRefusal? RevertError =>
        !IsSuccess && ModuleErrors.TryDecodeExecution(RevertData.Span, out SessionRefusal? refusal) ? refusal : null;

    /// <summary>The logs of the call; those of the validation phase are only among the bundle's.</summary>
    public required IReadOnlyList<LogEntry> Logs { get; init; }

    /// <summary>The receipt of the bundle's transaction.</summary>
    public required TransactionReceipt Bundle { get; init; }

    /// <summary>Throws if the account's call reverted.</summary>
    /// <returns>This receipt.</returns>
    /// <exception cref="BundlerException">
    /// The call reverted; the kind is <see cref="BundlerErrorKind.ExecutionReverted"/>.
    /// </exception>
    public UserOperationReceipt EnsureSuccess()
    {
        if (IsSuccess)
        {
            return this;
        }

        BundlerErrorEntry entry = BundlerErrorTable.Find(BundlerErrorKind.ExecutionReverted);
        SessionRefusal? refusal = RevertError;
        string revert = refusal is not null ? refusal.ToString()
            : RevertReason is null ? Hex.Format(RevertData.Span)
            : $"\"{RevertReason}\"";
        throw new BundlerException(
            BundlerErrorKind.ExecutionReverted,
            $"UserOperation {UserOperationHash} is in block {Bundle.BlockNumber} but failed: {entry.Happened} "
                + $"(revert {ServerText.Clean(revert)}). {entry.Advice} "
                + $"See {BundlerErrorTable.HelpLink(BundlerErrorKind.ExecutionReverted)}.")
        {
            RevertData = RevertData,
            RevertReason = RevertReason,
            RevertError = refusal,
            UserOperationHash = UserOperationHash,
        };
    }

    /// <summary>Refuses a receipt of the right hash that tells of another operation.</summary>
    internal UserOperationReceipt EnsureOf(UserOperation sent, Address entryPoint)
    {
        bool isSame = (EntryPoint, Sender, Nonce) == (entryPoint, sent.Sender, sent.Nonce)
            && (Paymaster is null || Paymaster == sent.Paymaster);
        if (isSame)
        {
            return this;
        }

        BundlerErrorEntry entry = BundlerErrorTable.Find(BundlerErrorKind.AnswerChangesOperation);
        throw new BundlerException(
            BundlerErrorKind.AnswerChangesOperation,
            $"The receipt of UserOperation {UserOperationHash} was refused: {entry.Happened} (sender {Sender}, nonce "
                + $"{Nonce}, EntryPoint {EntryPoint}, paymaster {Paymaster?.ToString() ?? "none"}; sent were "
                + $"{sent.Sender}, {sent.Nonce}, {entryPoint}, {sent.Paymaster?.ToString() ?? "none"}). Ask a node for "
                + $"the events of the transaction. See {BundlerErrorTable.HelpLink(entry.Kind)}.")
        {
            UserOperationHash = UserOperationHash,
        };
    }

    internal static UserOperationReceipt Read(RpcValue receipt, UserOperationHash asked)
    {
        RpcValue hash = receipt.Field("userOpHash");
        if (hash.Hash() != asked.Value)
        {
            throw hash.Refuse($"{asked}, the hash of the request");
        }

        UnwrappedRevert revert = ReadRevert(receipt.Optional("reason"));
        Address? paymaster = receipt.Optional("paymaster")?.Address();
        return new UserOperationReceipt
        {
            UserOperationHash = asked,
            EntryPoint = receipt.Field("entryPoint").Address(),
            Sender = receipt.Field("sender").Address(),
            Nonce = receipt.Field("nonce").Quantity(),
            Paymaster = paymaster is { IsZero: true } ? null : paymaster,
            ActualGasCostWei = receipt.Field("actualGasCost").Quantity(),
            ActualGasUsed = receipt.Field("actualGasUsed").Quantity(),
            IsSuccess = receipt.Field("success").Boolean(),
            RevertData = revert.Data,
            RevertReason = revert.Text,
            Logs = receipt.Field("logs").List(LogEntry.Read),
            Bundle = TransactionReceipt.Read(receipt.Field("receipt")),
        };
    }

    /// <summary>Alto sends the revert's bytes, others a text.</summary>
    private static UnwrappedRevert ReadRevert(RpcValue? reason)
    {
        if (reason?.Text() is not { Length: > 0 } text)
        {
            return new UnwrappedRevert([], null, null);
        }

        return Hex.TryParse(text, out byte[]? bytes)
            ? RevertUnwrapper.Unwrap(bytes)
            : new UnwrappedRevert([], null, ServerText.Clean(text));
    }
}
