using System.Globalization;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>One grant of grants.json.</summary>
internal static class GrantVector
{
    public static readonly JsonElement File = RepositoryFiles.ReadVectors("grants.json");

    public static readonly JsonElement All = File.GetProperty("grants");

    public static readonly Address Approver = File.GetProperty("approver").Address("address");

    public static TheoryData<int, string> Rows { get; } =
        VectorRows.Of(All, vector => vector.Text("name"), vector => !IsBeyondCalendar(vector));

    /// <summary>The calendar of .NET ends with the year 9999; the format holds times far behind it.</summary>
    public static bool IsBeyondCalendar(JsonElement vector) =>
        vector.GetProperty("input").Number("expiresAt") > (ulong)DateTimeOffset.MaxValue.ToUnixTimeSeconds();

    public static JsonElement At(int index, string name)
    {
        Assert.Equal(name, All[index].Text("name"));
        return All[index];
    }

    public static Address Recover(Hash32 digest, byte[] signature)
    {
        Assert.True(Secp256k1.TryRecover(digest, EcdsaSignature.Parse(signature), out Address signer));
        return signer;
    }

    public static SessionGrant Read(JsonElement vector)
    {
        JsonElement input = vector.GetProperty("input");
        SessionContext context = new()
        {
            ChainId = input.Number("chainId"),
            Module = input.Address("module"),
            Account = input.Address("account"),
            Route = Route.FromPacked(input.Number("route")),
            Epoch = (uint)input.Number("epoch"),
        };
        return new SessionGrant(context, input.Address("sessionKey"), ReadEnvelope(input));
    }

    /// <summary>What the tokens of the budgets say of themselves; empty without token names.</summary>
    public static Dictionary<Address, TokenName> TokenNames(JsonElement vector) =>
        vector.GetProperty("tokens").EnumerateArray().ToDictionary(
            token => token.Address("token"),
            token => new TokenName(token.Text("symbol"), (byte)token.Number("decimals")));

    private static CapabilityEnvelope ReadEnvelope(JsonElement input) => new()
    {
        KeyType = (KeyType)input.Number("keyType"),
        ValidAfter = input.Time("validAfter"),
        ExpiresAt = input.Time("expiresAt"),
        Ttl = input.Seconds("ttl"),
        MaxRenewals = (ushort)input.Number("maxRenewals"),
        Renewer = input.Address("renewer"),
        IdleTimeout = input.Seconds("idleTimeout"),
        Schedule = input.Number("weekdays") == 0 ? null : new Schedule
        {
            From = input.Seconds("scheduleFrom"),
            To = input.Seconds("scheduleTo"),
            Weekdays = (Weekdays)input.Number("weekdays"),
        },
        NonceDomain = input.Text("nonceDomain"),
        LaneBits = (byte)input.Number("laneBits"),
        Paymaster = input.Flag("anyPaymaster") ? PaymasterTerm.Any
            : input.Address("paymaster").IsZero ? PaymasterTerm.None
            : PaymasterTerm.Only(input.Address("paymaster")),
        FeesUnlimited = input.Flag("feesUnlimited"),
        Guard = input.Address("guard").IsZero ? null : new GuardTerm
        {
            Guard = input.Address("guard"),
            UsdLimit = input.Wide("usdLimit"),
            UsdPeriod = input.Seconds("usdPeriod"),
            FeedsHash = input.Hash("feedsHash"),
        },
        Budgets = input.List("budgets", ReadBudget),
        Capabilities = input.List("capabilities", ReadCapability),
        Replaces = input.Hash("replaces").IsZero ? null : new SessionId(input.Hash("replaces")),
        Label = input.Text("label"),
        TokenNames = input.Flag("tokenNames"),
        GrantDeadline = input.Time("grantDeadline"),
        Salt = ulong.Parse(input.Text("salt"), CultureInfo.InvariantCulture),
    };

    private static Budget ReadBudget(JsonElement budget) => new()
    {
        Asset = new Asset(budget.Address("asset")),
        Limit = budget.Wide("limit"),
        Kind = (BudgetKind)budget.Number("kind"),
        Period = budget.Seconds("period"),
    };

    private static Capability ReadCapability(JsonElement capability) => new()
    {
        Id = capability.Text("id"),
        Target = capability.Address("target"),
        Selector = Selector.Parse(capability.Text("selector")),
        MaxValue = capability.Wide("maxValue"),
        Essential = capability.Flag("essential"),
        Rules = capability.List("rules", ReadRule),
        Spends = capability.List("spends", ReadSpend),
    };

    private static Rule ReadRule(JsonElement rule)
    {
        byte word = (byte)rule.Number("word");
        Comparison comparison = (Comparison)rule.Number("comparison");
        return comparison switch
        {
            Comparison.InSet => Rule.InSet(word, rule.List("set", member => UInt256.Parse(member.GetString()!))),
            Comparison.EqualsAccount => Rule.EqualsAccount(word),
            Comparison.AtLeastRatio => Rule.AtLeastRatio(
                word, new Ratio((byte)rule.Number("otherWord"), rule.Wide("numerator"), rule.Wide("denominator"))),
            _ => new()
            {
                Comparison = comparison,
                Word = word,
                PrintForm = (PrintForm)rule.Number("printForm"),
                Value = UInt256.Parse(rule.Text("value")),
            },
        };
    }

    private static Spend ReadSpend(JsonElement spend)
    {
        Asset asset = new(spend.Address("asset"));
        return spend.Flag("fixedAmount")
            ? Spend.Fixed(asset, spend.Wide("amount"))
            : Spend.ByWord(asset, (byte)spend.Number("word"));
    }
}
