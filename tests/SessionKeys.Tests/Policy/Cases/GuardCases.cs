namespace SessionKeys.Tests;

/// <summary>Sessions that name a guard: the rules of its terms, and the guard at hand or not.</summary>
internal static class GuardCases
{
    private static readonly VerdictUse Use = new() { Enables = true };

    private static readonly byte[] ExecuteUserOp = [0x8d, 0xd7, 0x71, 0x2f];

    private static readonly GuardTerm Plain = new()
    {
        Guard = VerdictWorld.ArmedGuard,
        UsdLimit = 0,
        UsdPeriod = TimeSpan.Zero,
        FeedsHash = Hash32.Zero,
    };

    private static readonly GuardTerm Usd = Plain with
    {
        UsdLimit = 1,
        UsdPeriod = TimeSpan.FromMinutes(10),
        FeedsHash = Keccak256.Hash("feeds"u8),
    };

    public static IEnumerable<VerdictVector> All()
    {
        yield return Judge("guard", Plain);
        yield return Judge("guard that is not armed", Plain with { Guard = VerdictWorld.Renewer });
        yield return Grant(Samples.Grant, Plain).Judge("guard without executeUserOp", Use);
        yield return Grant(CallCases.Grant7579, Plain).Judge("guard on ERC-7579", Use);
        yield return Grant(CallCases.Grant7579, Plain with { Guard = VerdictWorld.Renewer })
            .Judge("guard that is not armed on ERC-7579", Use);
        yield return VerdictWorld.Live(With(Samples.Grant, Plain)).Judge("guard of a live session", Behind(new()));
        yield return VerdictWorld.Live(With(Samples.Grant, Plain))
            .Judge("guard of a live session without executeUserOp", new());
        yield return Judge("guard 0xffff", Plain with { Guard = Low("ffff") });
        yield return Judge("guard 0x10000", Plain with { Guard = Low("10000") });
        yield return Judge("guard as a target", Plain with { Guard = Samples.Envelope.Capabilities[0].Target });
        yield return Judge("usd limit", Usd);
        yield return Judge("usd limit without feeds", Usd with { FeedsHash = Hash32.Zero });
        yield return Judge("usd period 599", Usd with { UsdPeriod = TimeSpan.FromSeconds(599) });
        yield return Judge("usd period without a limit", Usd with { UsdLimit = 0, FeedsHash = Hash32.Zero });
        yield return Judge("feeds without a limit", Usd with { UsdLimit = 0, UsdPeriod = TimeSpan.Zero });
        yield return Grant(
            Samples.With(envelope => envelope with
            {
                FeesUnlimited = true,
                Budgets = [Budget.Lifetime(Asset.Operations, 9)],
                Capabilities = [Samples.TokenTransfer with { Spends = [] }],
            }),
            Usd).Judge("usd limit on nothing", Behind(Use));
    }

    private static VerdictVector Judge(string name, GuardTerm guard) =>
        Grant(Samples.Grant, guard).Judge(name, Behind(Use));

    private static VerdictWorld Grant(SessionGrant grant, GuardTerm guard) => new(With(grant, guard));

    private static SessionGrant With(SessionGrant grant, GuardTerm guard) =>
        grant with { Envelope = grant.Envelope with { Guard = guard } };

    private static VerdictUse Behind(VerdictUse use) => use with { CallData = data => [.. ExecuteUserOp, .. data] };

    private static Address Low(string digits) => Address.Parse("0x" + digits.PadLeft(40, '0'));
}
