namespace SessionKeys;

/// <summary>An operation with the segment that it will carry, put together without a signature.</summary>
internal static class PlannedOperation
{
    public static Verdict Evaluate(
        CompiledEnvelope envelope,
        ModuleState state,
        PackedUserOperation operation,
        Claim claim,
        SegmentOptions options,
        Approval? approval)
    {
        SegmentRules.Check(envelope.Grant.Grant, approval, options);
        PlannedSegment segment = new(envelope, options, approval);
        CallReader calls = new(
            new CallDataBytes(operation.CallData.Span), 0, operation.CallData.Length);
        Span<int> capabilities = stackalloc int[EnvelopeLimits.MaxCalls];
        capabilities = capabilities[..segment.Match(calls, capabilities)];

        int most = segment.MostBytes(capabilities);
        Span<byte> written = most <= OperationCallData.StackLength ? stackalloc byte[most] : new byte[most];
        written = written[..segment.Write(written, claim, calls, capabilities)];

        int length = OperationCallData.Length(operation, written.Length);
        Span<byte> buffer = length <= OperationCallData.StackLength ? stackalloc byte[length] : new byte[length];
        OperationCallData layout = OperationCallData.Write(buffer, operation, written.Length);
        written.CopyTo(buffer[layout.SignatureAt..]);
        Span<int> leaves = stackalloc int[EnvelopeLimits.MaxCapabilitiesInOperation];
        Span<UInt256> amounts = stackalloc UInt256[EnvelopeLimits.MaxBudgets + 1];
        return new ModuleValidation(envelope, state, operation, buffer, layout, leaves, amounts).Run(null);
    }
}
