namespace SessionKeys.Tests;

/// <summary>What is said before an operation is signed where no segment can hold what it would carry.</summary>
public sealed class PlannedVerdictTests
{
    private static readonly OpenZeppelinAccount7579 Account = new(Samples.Account, Samples.Module);

    /// <summary>An operation names a capability by one byte; the grant is too long for a segment long before.</summary>
    [Theory]
    [InlineData(240, "TermInvalid")]
    [InlineData(256, "SegmentLengthInvalid")]
    [InlineData(257, "SegmentLengthInvalid")]
    [InlineData(1_000, "SegmentLengthInvalid")]
    public void Grant_of_too_many_capabilities_for_an_operation_is_refused_by_name(int count, string error)
    {
        SessionGrant grant = Samples.With(envelope => envelope with
        {
            Capabilities = Enumerable.Range(1, count).Select(Capability).ToValueList(),
        }) with
        {
            Context = Samples.Context with { Route = Account.Route },
        };
        Call last = new(Samples.Recipient, 0, Capability(count).Selector.ToArray());

        Verdict verdict = PolicyEvaluator.Evaluate(
            new CompiledEnvelope(GrantEncoding.Encode(grant)),
            new ModuleState(RelayedSession.Installed(Account.NonceLayout), []),
            new PackedUserOperation
            {
                Sender = Samples.Account,
                Nonce = UInt256.Zero,
                InitCode = default,
                CallData = Account.EncodeCalls([last]),
                AccountGasLimits = Hash32.Zero,
                PreVerificationGas = UInt256.Zero,
                GasFees = Hash32.Zero,
                PaymasterAndData = default,
                Signature = default,
            },
            new Claim(Samples.Start.AddMinutes(1), null),
            approval: new Approval(ApprovalForm.Typed, new byte[65]));

        Assert.Equal(error, verdict.Violations[0].Name);
    }

    private static Capability Capability(int number) => new()
    {
        Id = "c",
        Target = Samples.Recipient,
        Selector = Selector.FromBytes([0x20, 0, (byte)(number >> 8), (byte)(number & 0xff)]),
    };
}
