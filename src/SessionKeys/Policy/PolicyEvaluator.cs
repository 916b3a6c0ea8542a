namespace SessionKeys;

/// <summary>
/// Answers what the module would answer to an operation: the twin of <c>SessionKeyModule.validateUserOp</c>, check by
/// check in the same order.
/// </summary>
/// <remarks>Pure: no I/O, no clock. Thread-safe.</remarks>
public static class PolicyEvaluator
{
    private static readonly SegmentOptions NoOptions = new();

    /// <summary>Judges an operation before it is signed.</summary>
    /// <param name="envelope">The session's terms.</param>
    /// <param name="state">What the module has stored.</param>
    /// <param name="operation">The operation; its signature is not read.</param>
    /// <param name="claimedAt">The claimed second.</param>
    /// <returns>
    /// The verdict for the segment that <see cref="SessionSegment"/> builds for the calls of the operation, its
    /// signature not judged.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="SessionKeyException">
    /// The members of a set are not known (<c>set-unknown</c>), or <paramref name="claimedAt"/> is no whole second from
    /// 1970 on (<c>grant-not-encodable</c>).
    /// </exception>
    public static Verdict Evaluate(
        CompiledEnvelope envelope, ModuleState state, PackedUserOperation operation, DateTimeOffset claimedAt) =>
        Evaluate(envelope, state, operation, new Claim(claimedAt, null));

    /// <summary>Judges an operation before it is signed, with every part that a segment can have.</summary>
    /// <param name="envelope">The session's terms.</param>
    /// <param name="state">What the module has stored.</param>
    /// <param name="operation">The operation; its signature is not read.</param>
    /// <param name="claim">The claimed time.</param>
    /// <param name="options">Parts of the segment that only some sessions need; null for none.</param>
    /// <param name="approval">
    /// The approver's signature when the operation carries the grant; null when the session lives already.
    /// </param>
    /// <returns>
    /// The verdict for the segment that <see cref="SessionSegment"/> builds for the calls of the operation; the session
    /// key's signature is not judged, those of approver and renewer are.
    /// </returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">An option does not fit the grant.</exception>
    /// <exception cref="SessionKeyException">
    /// The members of a set are not known (<c>set-unknown</c>), a text with token names was approved
    /// (<c>token-names-need-relay</c>), or a time is no whole second from 1970 on (<c>grant-not-encodable</c>).
    /// </exception>
    public static Verdict Evaluate(
        CompiledEnvelope envelope,
        ModuleState state,
        PackedUserOperation operation,
        Claim claim,
        SegmentOptions? options = null,
        Approval? approval = null)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(operation);
        return PlannedOperation.Evaluate(envelope, state, operation, claim, options ?? NoOptions, approval);
    }

    /// <summary>Judges a signed operation, byte for byte as the account hands it to the module.</summary>
    /// <param name="envelope">
    /// The terms of the session that is expected. Another session's operation of the same account is judged as well,
    /// by its own terms and the state given for it.
    /// </param>
    /// <param name="state">What the module has stored.</param>
    /// <param name="operation">The operation with its whole signature, which ends with the segment.</param>
    /// <param name="userOpHash">The hash that the account hands to the module.</param>
    /// <returns>The verdict, with every signature judged.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    public static Verdict EvaluateSigned(
        CompiledEnvelope envelope, ModuleState state, PackedUserOperation operation, Hash32 userOpHash)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(operation);
        int length = OperationCallData.Length(operation, operation.Signature.Length);
        Span<byte> buffer = length <= OperationCallData.StackLength ? stackalloc byte[length] : new byte[length];
        OperationCallData layout = OperationCallData.Write(buffer, operation, operation.Signature.Length);
        operation.Signature.Span.CopyTo(buffer[layout.SignatureAt..]);
        Span<int> leaves = stackalloc int[EnvelopeLimits.MaxCapabilitiesInOperation];
        Span<UInt256> amounts = stackalloc UInt256[EnvelopeLimits.MaxBudgets + 1];
        return new ModuleValidation(envelope, state, operation, buffer, layout, leaves, amounts).Run(userOpHash);
    }
}
