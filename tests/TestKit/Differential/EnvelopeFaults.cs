namespace SessionKeys.TestKit;

/// <summary>Makes an envelope that may be granted into one that may not: one rule of grants is broken.</summary>
internal sealed class EnvelopeFaults(DeterministicBytes random, DifferentialWorld world)
{
    private const int Count = 39;
    private const int KeyFaults = 4;

    private static readonly Capability Plain = new()
    {
        Id = "a",
        Target = Address.FromBytes([.. Enumerable.Repeat((byte)0xee, 20)]),
        Selector = Selector.FromSignature("ping()"),
    };


    public SessionGrant Apply(SessionGrant grant)
    {
        CapabilityEnvelope envelope = grant.Envelope;
        Address account = grant.Context.Account;
        Address token = world.Tokens[0];
        Asset asset = Asset.Token(token);
        // The library builds no segment for a P-256 key that is not the session's.
        int first = envelope.KeyType == KeyType.P256 ? KeyFaults : 0;
        int fault = first + random.Below(Count - first);
        SessionGrant Key(Address key) => grant with { SessionKey = key };
        SessionGrant With(CapabilityEnvelope changed) => grant with { Envelope = changed };
        SessionGrant WithBudget(Budget budget) =>
            With(envelope with { Budgets = [.. envelope.Budgets.Take(7), budget], Capabilities = [Plain] });
        SessionGrant WithCapability(Capability capability) => With(envelope with { Capabilities = [capability] });
        SessionGrant WithRule(Comparison comparison, PrintForm form, UInt256 value) => WithCapability(
            Plain with { Rules = [new() { Comparison = comparison, Word = 1, PrintForm = form, Value = value }] });
        SessionGrant OfToken(string function, params Spend[] spends) => With(envelope with
        {
            Budgets = [.. envelope.Budgets.Take(7).Where(each => each.Asset != asset), Budget.Lifetime(asset, 5)],
            Capabilities =
            [
                Plain with
                {
                    Target = token,
                    Selector = Selector.FromSignature(function),
                    Spends = spends.ToValueList(),
                },
            ],
        });

        return fault switch
        {
            0 => Key(Address.Zero),
            1 => Key(account),
            2 => Key(world.Approver.Address),
            3 => Key(world.Module),
            4 => With(envelope with { ExpiresAt = envelope.ValidAfter }),
            5 => With(envelope with { ExpiresAt = envelope.ValidAfter + TimeSpan.FromDays(370) }),
            6 => With(envelope with { LaneBits = 200 }),
            7 => With(envelope with { NonceDomain = "Upper Case" }),
            8 => With(envelope with { Label = "two words" }),
            9 => WithCapability(Plain with { Id = "A" }),
            10 => With(envelope with { Ttl = TimeSpan.FromHours(1), MaxRenewals = 0, Renewer = world.Renewer.Address }),
            11 => With(envelope with { Ttl = TimeSpan.FromHours(1), MaxRenewals = 1, Renewer = account }),
            12 => With(envelope with { Ttl = TimeSpan.FromHours(1), MaxRenewals = 1, Renewer = world.Module }),
            13 => Scheduled(0, 86_401, 1),
            14 => Scheduled(10, 10, 1),
            15 => Scheduled(0, 0, 1),
            16 => Scheduled(0, 10, 128),
            17 => WithBudget(Calendar(asset, 1, 599)),
            18 => WithBudget(Calendar(asset, UInt128.One << 108, 600)),
            19 => WithBudget(Calendar(asset, 1, 3_596) with { Kind = BudgetKind.Rolling }),
            20 => WithBudget(Calendar(asset, 1, 3_602) with { Kind = BudgetKind.Rolling }),
            21 => WithBudget(Calendar(asset, 1, 600) with { Kind = BudgetKind.Lifetime }),
            22 => WithBudget(Budget.Lifetime(new Asset(Address.FromBytes([.. new byte[18], 0x12, 3])), 1)),
            23 => WithBudget(Budget.Lifetime(Asset.Gas, 1)),
            24 => With(envelope with
            {
                FeesUnlimited = false,
                Paymaster = PaymasterTerm.None,
                Budgets = [],
                Capabilities = [Plain],
            }),
            25 => WithCapability(
                Plain with { Target = random.Pick<Address>([account, world.Module, .. world.Helpers]) }),
            26 => With(
                envelope with { Budgets = [], Capabilities = [Plain with { MaxValue = 1 }], FeesUnlimited = true }),
            27 => WithCapability(Plain with { Rules = [Rule.InSet(1, [5UL]) with { PrintForm = PrintForm.Decimal }] }),
            28 => WithRule(Comparison.AtLeastRatio, PrintForm.Decimal, UInt256.One << 124),
            29 => WithRule(Comparison.Equal, PrintForm.Address, UInt256.One << 160),
            30 => WithRule(Comparison.AtMostSigned, PrintForm.Hex, 1UL),
            31 => OfToken("transfer(address,uint256)"),
            32 => OfToken("transferFrom(address,address,uint256)", Spend.ByWord(asset, 1)),
            33 => OfToken("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", Spend.ByWord(asset, 1)),
            34 => OfToken("mint(address,uint256)", Spend.Fixed(asset, 0)),
            35 => With(envelope with { Guard = Guard() }),
            36 => With(envelope with { Replaces = new SessionId(random.Hash()) }),
            37 => With(envelope with { TokenNames = true }),
            _ => With(envelope with { Capabilities = Many().ToValueList() }),
        };

        SessionGrant Scheduled(int from, int to, int weekdays) => With(envelope with
        {
            Schedule = new()
            {
                From = TimeSpan.FromSeconds(from),
                To = TimeSpan.FromSeconds(to),
                Weekdays = (Weekdays)weekdays,
            },
        });
    }

    private static Budget Calendar(Asset asset, UInt128 limit, int seconds) =>
        Budget.Calendar(asset, limit, TimeSpan.FromSeconds(seconds));

    private GuardTerm Guard() => new()
    {
        Guard = random.Address(),
        UsdLimit = 1,
        UsdPeriod = TimeSpan.FromDays(1),
        FeedsHash = random.Hash(),
    };

    /// <summary>As many as an operation may carry: the text form is then too long.</summary>
    private static IEnumerable<Capability> Many() => Enumerable.Range(1, EnvelopeLimits.MaxCapabilitiesInOperation)
        .Select(i => Plain with { Id = new string('a', 32), Selector = Selector.FromBytes([(byte)i, 0, 0, 1]) });
}
