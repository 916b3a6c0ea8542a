using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>Envelopes that are exported.</summary>
internal static class Erc7715Envelopes
{
    public static EnvelopeDocument DocumentOf(SessionGrant grant, bool isBound) => new()
    {
        Account = grant.Context.Account,
        ChainId = grant.Context.ChainId,
        Module = isBound ? grant.Context.Module : null,
        Route = isBound ? grant.Context.Route : null,
        Epoch = isBound ? grant.Context.Epoch : null,
        SessionKey = grant.SessionKey,
        Envelope = grant.Envelope,
    };

    /// <summary>An envelope that says exactly what some token permission says.</summary>
    public static EnvelopeDocument NextTokenPermission(DeterministicBytes random)
    {
        bool isNative = random.Coin();
        bool isPeriodic = random.Coin();
        int period = 600 + random.Below(100_000);
        Asset asset = isNative ? Asset.Native : Asset.Token(random.Address());
        UInt128 limit = random.Amount(isPeriodic ? 108 : 128) | 1;
        Address[] payees = [.. Enumerable.Range(0, (isNative ? 1 : 0) + random.Below(3)).Select(_ => random.Address())];
        DateTimeOffset start = DateTimeOffset.FromUnixTimeSeconds(
            isPeriodic ? Erc7715Requests.Start / period * period : Erc7715Requests.Start + random.Below(1_000));
        Budget spent = isPeriodic
            ? Budget.Calendar(asset, limit, TimeSpan.FromSeconds(period))
            : Budget.Lifetime(asset, limit);
        bool isSponsored = random.Coin();
        return DocumentOf(Samples.Grant, random.Coin()) with
        {
            Envelope = new()
            {
                KeyType = (KeyType)random.Below(2),
                ValidAfter = start,
                ExpiresAt = start.AddSeconds(period + random.Below(1_000_000)),
                NonceDomain = "session:agent",
                LaneBits = (byte)random.Below(4),
                Paymaster = isSponsored ? PaymasterTerm.Only(random.Address()) : PaymasterTerm.None,
                FeesUnlimited = !isSponsored && random.Coin(),
                Budgets = [spent],
                Capabilities = isNative
                    ? payees.Select(payee => new Capability
                    {
                        Id = "native.transfer",
                        Target = payee,
                        Selector = default,
                        MaxValue = limit,
                    }).ToValueList()
                    :
                    [
                        new()
                        {
                            Id = "erc20.transfer",
                            Target = asset.Address,
                            Selector = Samples.Transfer,
                            Rules = payees.Length switch
                            {
                                0 => [],
                                1 => [Rule.Equal(0, payees[0])],
                                _ => [Rule.InSet(0, payees)],
                            },
                            Spends = [Spend.ByWord(asset, 1)],
                        },
                    ],
                Label = "Agent-1",
                TokenNames = random.Coin(),
                GrantDeadline = start.AddSeconds(random.Below(500)),
                Salt = random.Number64(),
            },
        } is var document && document.Envelope is { FeesUnlimited: false, Paymaster.Required.IsZero: true } unlimited
            ? document with { Envelope = unlimited with { Budgets = [Erc7715Requests.Gas, spent] } }
            : document;
    }

    /// <summary>Changes one term that no token permission has.</summary>
    public static CapabilityEnvelope Change(CapabilityEnvelope envelope, DeterministicBytes random)
    {
        Budget spent = envelope.Budgets[^1];
        Capability first = envelope.Capabilities[0];
        return random.Below(11) switch
        {
            0 => envelope with { IdleTimeout = TimeSpan.FromHours(1) },
            1 => envelope with { Ttl = TimeSpan.FromHours(1) },
            2 => envelope with
            {
                Schedule = new() { From = TimeSpan.Zero, To = TimeSpan.FromHours(1), Weekdays = Weekdays.All },
            },
            3 => envelope with { Budgets = [.. envelope.Budgets, Budget.Lifetime(Asset.Operations, 5)] },
            4 => envelope with { Budgets = [.. envelope.Budgets, Budget.Lifetime(spent.Asset, 5)] },
            5 => envelope with
            {
                Budgets = [.. envelope.Budgets.SkipLast(1), Budget.Rolling(spent.Asset, 4_000, TimeSpan.FromDays(1))],
            },
            6 => envelope with { Capabilities = [first with { Essential = true }, .. envelope.Capabilities.Skip(1)] },
            7 => envelope with { Capabilities = [first with { Id = "pay" }, .. envelope.Capabilities.Skip(1)] },
            8 => envelope with
            {
                Capabilities =
                [
                    first with { Rules = [.. first.Rules, Rule.AtMost(1, 5)] }, .. envelope.Capabilities.Skip(1),
                ],
            },
            9 => envelope with { Capabilities = [.. envelope.Capabilities, Samples.Swap with { Spends = [] }] },
            _ => envelope with
            {
                Capabilities = [first with { MaxValue = first.MaxValue ^ 1 }, .. envelope.Capabilities.Skip(1)],
            },
        };
    }
}
