using SessionKeys.TestKit;
using Xunit.Abstractions;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The evaluator says of every operation what the module says, byte for byte, with the same state.</summary>
public sealed class DifferentialTests(DifferentialFixture fixture, ITestOutputHelper output)
    : IClassFixture<DifferentialFixture>
{
    private static readonly int Operations = FuzzProfile.Cases(everyday: 2_000, deep: 100_000);

    /// <summary>Every error that <c>validateUserOp</c> can give.</summary>
    private static readonly string[] ErrorsOfValidation =
    [
        "AmountTooWide", "ApproverNeedsRelay", "ApproverSignatureInvalid", "BoundsDisjoint", "BudgetExceeded",
        "CallCountInvalid", "CallDataNotCanonical", "CallerNotAccount", "CallNotGranted", "CapabilitiesUnsorted",
        "CapabilityNotEssential", "CapabilityNotInRoot", "CharacterInvalid", "EpochPassed", "FeesNotLimited",
        "ForeignNonceDomain", "FunctionNotSupported", "GrantDeadlinePassed", "GrantsExhausted", "GuardMissing",
        "InitCodeNotAllowed",
        "LeafMissing", "ModeForbids", "NativeBudgetMissing", "NotInstalled", "OutsideSchedule",
        "PaymasterDataMalformed", "PaymasterNotAllowed", "PublicKeyMismatch", "RenewalExtendsNothing",
        "RenewalsExhausted", "RenewerDeadlinePassed", "RenewerForbidden", "ReplacedNotLive", "RuleViolated",
        "SegmentLengthInvalid", "SegmentLengthMismatch", "SelectorForbidden", "SelectorMissing", "SessionDormant",
        "SessionEvicted", "SessionExpired", "SessionIsPaused", "SessionIsRevoked", "SessionKeyForbidden",
        "SessionNotYetValid", "SessionUnknown", "SignatureMalformed", "SpendBudgetInvalid", "SpendRequired",
        "TargetForbidden", "TermInvalid", "TermsLengthMismatch", "TextTooLong",
        "TokenNamesNeedRelay", "ValueAboveMaximum", "WindowPassed", "WordMissing",
    ];

    [Fact]
    public async Task Module_and_evaluator_agree_on_every_operation()
    {
        DifferentialRun run = new(fixture, new DifferentialJudge(Known));

        // A rare error may take some more operations to come up.
        await run.PlayAsync(
            10 * Operations, done => done.Tally.Operations >= Operations && Missing(done.Tally).Length == 0);

        output.WriteLine($"seed {FuzzProfile.Seed}: {run.Tally}");
        Assert.True(run.Disagreements.Count == 0, run.Report());
        Assert.True(run.Tally.AllowedShare >= 0.35, $"seed {FuzzProfile.Seed}: too little is allowed: {run.Tally}");
        Assert.True(run.Tally.WrongSignatures > 0, $"seed {FuzzProfile.Seed}: no wrong signature: {run.Tally}");
        string missing = Missing(run.Tally);
        Assert.True(missing.Length == 0, $"seed {FuzzProfile.Seed} without {missing}: {run.Tally}");
    }

    /// <summary>A rule that only one side has: each is noticed within a few hundred operations.</summary>
    [Theory]
    [InlineData("any target")]
    [InlineData("no precompile")]
    [InlineData("nothing spent")]
    [InlineData("no floor")]
    [InlineData("always awake")]
    [InlineData("never renewed")]
    [InlineData("less gas")]
    public async Task Evaluator_with_a_changed_rule_disagrees(string change)
    {
        const int enough = 20_000;
        DifferentialRun run = new(fixture, Damaged(change));

        await run.PlayAsync(enough, done => done.Disagreements.Count > 0);

        output.WriteLine($"seed {FuzzProfile.Seed}: '{change}' was noticed after {run.Tally.Operations} operations");
        Assert.True(run.Disagreements.Count > 0, $"seed {FuzzProfile.Seed}: '{change}' was not noticed: {run.Tally}");
    }

    private static string Missing(DifferentialTally tally) =>
        string.Join(", ", ErrorsOfValidation.Except(tally.Errors));

    private ModuleEnvironment Known => new() { Helpers = fixture.World.Helpers };

    private DifferentialJudge Damaged(string change) => change switch
    {
        "any target" => new DifferentialJudge(new ModuleEnvironment()),
        "no precompile" => new DifferentialJudge(Known with { HasP256Precompile = false }),
        "nothing spent" => OfSessions(session => session with { BudgetSlots = [] }),
        "no floor" => new DifferentialJudge(Known)
        {
            ChangeState = state => state with { Account = state.Account with { Floor = 0 } },
        },
        "always awake" => OfSessions(session => session with
        {
            Status = session.Status with { LastActivity = session.Status.LastActivity + 1 },
        }),
        "never renewed" => OfSessions(session => session with { Status = session.Status with { Renewals = 0 } }),
        _ => new DifferentialJudge(Known) { ChangeOperation = WithoutPreVerificationGas },
    };

    private DifferentialJudge OfSessions(Func<SessionRecord, SessionRecord> change) => new(Known)
    {
        ChangeState = state => state with { Sessions = state.Sessions.Select(change).ToValueList() },
    };

    private static PackedUserOperation WithoutPreVerificationGas(PackedUserOperation operation) => new()
    {
        Sender = operation.Sender,
        Nonce = operation.Nonce,
        InitCode = operation.InitCode,
        CallData = operation.CallData,
        AccountGasLimits = operation.AccountGasLimits,
        GasFees = operation.GasFees,
        PaymasterAndData = operation.PaymasterAndData,
        Signature = operation.Signature,
    };
}
