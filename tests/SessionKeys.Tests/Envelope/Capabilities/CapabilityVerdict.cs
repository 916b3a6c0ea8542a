namespace SessionKeys.Tests;

/// <summary>What the twin of the module says of a call in a live session with one capability.</summary>
internal static class CapabilityVerdict
{
    private static readonly OpenZeppelinAccount7579 Account = new(Samples.Account, Samples.Module);

    private static readonly Asset Token = Asset.Token(Samples.Token);

    public static Verdict Of(Capability capability, Call call)
    {
        PackedGrant grant = GrantEncoding.Encode(new SessionGrant(
            Samples.Context with { Route = Account.Route },
            Samples.SessionKey,
            Samples.Envelope with
            {
                Budgets =
                [
                    Budget.Lifetime(Token, 1_000),
                    Budget.Lifetime(Asset.Native, 1_000),
                    Budget.Lifetime(Asset.Gas, 1_000),
                ],
                Capabilities = [capability],
            }));
        ModuleState state =
            RelayedSession.After(grant, RelayedSession.Installed(Account.NonceLayout), Samples.Start);
        UInt256 lane = NonceDomain.FreeBits(
            Samples.Envelope.NonceDomain, Account.NonceLayout, Samples.Envelope.LaneBits, UInt256.Zero);
        return PolicyEvaluator.Evaluate(
            new CompiledEnvelope(grant),
            state,
            new PackedUserOperation
            {
                Sender = Samples.Account,
                Nonce = Account.NonceKey(lane) << 64,
                InitCode = default,
                CallData = Account.EncodeCalls([call]),
                AccountGasLimits = Hash32.Zero,
                PreVerificationGas = UInt256.Zero,
                GasFees = Hash32.Zero,
                PaymasterAndData = default,
                Signature = default,
            },
            Samples.Start.AddMinutes(1));
    }

    /// <summary>What a call counted of the sample token.</summary>
    public static UInt256 Counted(Verdict verdict) => verdict.NewState.Sessions[0].BudgetSlot(0);
}
