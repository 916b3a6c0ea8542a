namespace SessionKeys.TestKit;

/// <summary>Envelopes that the module takes, with every term, and a call that each capability allows.</summary>
internal sealed class RandomEnvelope
{
    private const string IdCharacters = "abcdefghijklmnopqrstuvwxyz0123456789._-";
    private const int MostScale = 100;

    private readonly DeterministicBytes _random;
    private readonly DifferentialWorld _world;
    private readonly Address _account;
    private readonly DateTimeOffset _now;
    private readonly List<Budget> _budgets = [];
    private readonly Dictionary<Asset, int> _scales = [];

    public RandomEnvelope(DeterministicBytes random, DifferentialWorld world, Address account, DateTimeOffset now)
    {
        _random = random;
        _world = world;
        _account = account;
        _now = now;
    }

    /// <summary>How many bits the amounts of each asset with a budget have.</summary>
    public IReadOnlyDictionary<Asset, int> Scales => _scales;

    public (CapabilityEnvelope Envelope, List<Call> Examples) Next(KeyType keyType, int maxLaneBits)
    {
        PaymasterTerm paymaster = _random.Below(4) switch
        {
            0 => PaymasterTerm.Any,
            1 => PaymasterTerm.Only(_world.Paymaster),
            _ => PaymasterTerm.None,
        };
        bool feesUnlimited = _random.Chance(40);
        AddBudgets(!feesUnlimited && (paymaster.Required.IsZero || _random.Coin()));
        bool hasTtl = _random.Chance(40);
        ushort maxRenewals = hasTtl ? (ushort)_random.Pick(0, 1, 2, 5) : (ushort)0;
        DateTimeOffset validAfter = _now + Seconds(_random.Pick(-3_600, -60, 0, 0, 0, 0, 10));
        (ValueList<Capability> capabilities, List<Call> examples) = Capabilities();
        return (new CapabilityEnvelope
        {
            KeyType = keyType,
            ValidAfter = validAfter,
            ExpiresAt = validAfter + About(7_200, 86_400, 864_000, 864_000, 864_000, 31_000_000),
            Ttl = hasTtl ? About(600, 7_200, 86_400, 86_400, 864_000) : TimeSpan.Zero,
            MaxRenewals = maxRenewals,
            Renewer = maxRenewals > 0 && _random.Chance(65) ? _world.Renewer.Address : Address.Zero,
            IdleTimeout = _random.Chance(30) ? About(3_600, 43_200, 86_400) : TimeSpan.Zero,
            Schedule = _random.Chance(15) ? NextSchedule() : null,
            NonceDomain = _random.Name(IdCharacters + ":", 1),
            LaneBits = (byte)_random.Below(Math.Min(maxLaneBits, 16) + 1),
            Paymaster = paymaster,
            FeesUnlimited = feesUnlimited,
            Budgets = _budgets.ToValueList(),
            Capabilities = capabilities,
            Label = _random.Name(IdCharacters + "XYZ", 0),
            TokenNames = _random.Chance(5),
            GrantDeadline = _now + Seconds(_random.Chance(5) ? 600 * _random.Below(2) : 864_000),
            Salt = _random.Number64(),
        }, examples);
    }

    private static TimeSpan Seconds(long seconds) => TimeSpan.FromSeconds(seconds);

    private TimeSpan About(params ReadOnlySpan<int> choices) => Seconds(_random.Pick(choices) + _random.Below(1_000));

    /* BUDGETS */

    private void AddBudgets(bool gas)
    {
        if (gas)
        {
            AddBudgets(Asset.Gas, 58);
        }

        if (_random.Chance(30))
        {
            AddBudgets(Asset.Operations, 0);
        }

        if (_random.Coin())
        {
            AddBudgets(Asset.Native, _random.Pick(4, 60, MostScale));
        }

        foreach (Address token in _world.Tokens)
        {
            if (_random.Coin())
            {
                AddBudgets(Asset.Token(token), _random.Pick(4, 27, 41, 60, MostScale));
            }
        }

        // Budgets on one asset need not stand together.
        for (int i = _budgets.Count - 1; i > 0; i--)
        {
            int other = _random.Below(i + 1);
            (_budgets[i], _budgets[other]) = (_budgets[other], _budgets[i]);
        }
    }

    private void AddBudgets(Asset asset, int scale)
    {
        _scales[asset] = scale;
        for (int i = _random.Pick(1, 1, 1, 2); i > 0 && _budgets.Count < EnvelopeLimits.MaxBudgets; i--)
        {
            UInt128 limit = (UInt128)(1 + _random.Below(40)) << scale;
            limit = _random.Chance(3) ? 0 : limit + (UInt128)_random.Below(5);
            BudgetKind kind = (BudgetKind)_random.Below(3);
            TimeSpan period = kind switch
            {
                BudgetKind.Calendar => Seconds(_random.Pick(600, 3_600, 86_400, 604_800, 600 + _random.Below(100_000))),
                BudgetKind.Rolling => Seconds(4 * _random.Pick(900, 3_600, 21_600, 900 + _random.Below(100_000))),
                _ => TimeSpan.Zero,
            };
            _budgets.Add(new Budget { Asset = asset, Limit = limit, Kind = kind, Period = period });
        }
    }

    private Schedule NextSchedule()
    {
        bool wholeDay = _random.Coin();
        int from = _random.Pick(0, 3_600);
        return new()
        {
            From = Seconds(wholeDay ? 0 : from),
            To = Seconds(wholeDay ? 86_400 : from + 1 + _random.Below(86_400 - from)),
            Weekdays = (Weekdays)_random.Pick(127, 127, 31, 1 + _random.Below(127)),
        };
    }

    /* CAPABILITIES */

    private (ValueList<Capability> Capabilities, List<Call> Examples) Capabilities()
    {
        SortedDictionary<(Address, Selector), (Capability Capability, Call Example)> made = [];
        int count = _random.Chance(5) ? 1 + _random.Below(24) : 1 + _random.Below(5);
        RandomCapability next = new(_random, _world, _account, _budgets, _scales);
        for (int i = 0; i < count; i++)
        {
            (Capability capability, Call example) = next.Next(_random.Name(IdCharacters, 1));
            made[(capability.Target, capability.Selector)] = (capability, example);
        }

        return (
            made.Values.Select(each => each.Capability).ToValueList(),
            [.. made.Values.Select(each => each.Example)]);
    }
}
