namespace SessionKeys;

/// <summary>The typed form (EIP-712) of a grant: what programs, browser wallets and keystores sign.</summary>
public static class GrantTypedData
{
    private const string GrantType =
        "SessionGrant(address account,uint32 epoch,uint40 route,address sessionKey,uint8 keyType,uint48 validAfter," +
        "uint48 expiresAt,uint32 ttl,uint16 maxRenewals,address renewer,uint32 idleTimeout,uint24 scheduleFrom," +
        "uint24 scheduleTo,uint8 weekdays,string nonceDomain,uint8 laneBits,bool anyPaymaster,address paymaster," +
        "bool feesUnlimited,address guard,uint128 usdLimit,uint32 usdPeriod,bytes32 feedsHash,uint8 budgetCount," +
        "Budget[] budgets,uint16 capabilityCount,Capability[] capabilities,bytes32 replaces,string label," +
        "bool tokenNames,uint48 grantDeadline,uint64 salt)";

    private const string BudgetType =
        "Budget(uint8 budget,address budgetAsset,uint128 budgetLimit,uint8 budgetKind,uint32 budgetPeriod)";

    private const string CapabilityType =
        "Capability(uint16 capability,string capabilityId,address target,bytes4 selector,uint8 ruleCount," +
        "Rule[] rules,uint8 spendCount,Spend[] spends,uint128 maxValue,bool essential)";

    private const string RuleType =
        "Rule(uint8 rule,uint8 ruleWord,uint8 comparison,uint8 printForm,bytes32 ruleValue)";

    private const string SpendType =
        "Spend(uint8 spend,address spendAsset,bool fixedAmount,uint8 spendWord,uint128 spendAmount)";

    /// <summary>Makes the typed data of a grant.</summary>
    /// <param name="grant">The grant; its capabilities may be in any order.</param>
    /// <returns>The typed data to sign.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="grant"/> is null.</exception>
    /// <exception cref="GrantEncodingException">A term has no place in the format.</exception>
    public static TypedData Create(SessionGrant grant)
    {
        PackedGrant packed = GrantEncoding.Encode(grant);
        SessionContext context = packed.Grant.Context;
        return ModuleTypedData.Create(
            context.ChainId,
            context.Module,
            Message(packed.Grant),
            GrantType,
            BudgetType,
            CapabilityType,
            RuleType,
            SpendType);
    }

    private static Dictionary<string, object> Message(SessionGrant grant)
    {
        CapabilityEnvelope envelope = grant.Envelope;
        return new()
        {
            ["account"] = grant.Context.Account,
            ["epoch"] = Number(grant.Context.Epoch),
            ["route"] = Number(grant.Context.Route.ToPacked()),
            ["sessionKey"] = grant.SessionKey,
            ["keyType"] = Number((ulong)envelope.KeyType),
            ["validAfter"] = Number(UnixTime.Seconds(envelope.ValidAfter, "validAfter")),
            ["expiresAt"] = Number(UnixTime.Seconds(envelope.ExpiresAt, "expiresAt")),
            ["ttl"] = Number(UnixTime.Seconds(envelope.Ttl, "ttl")),
            ["maxRenewals"] = Number(envelope.MaxRenewals),
            ["renewer"] = envelope.Renewer,
            ["idleTimeout"] = Number(UnixTime.Seconds(envelope.IdleTimeout, "idleTimeout")),
            ["scheduleFrom"] = Number(UnixTime.Seconds(envelope.Schedule?.From ?? TimeSpan.Zero, "schedule.from")),
            ["scheduleTo"] = Number(UnixTime.Seconds(envelope.Schedule?.To ?? TimeSpan.Zero, "schedule.to")),
            ["weekdays"] = Number((ulong)(envelope.Schedule?.Weekdays ?? Weekdays.None)),
            ["nonceDomain"] = envelope.NonceDomain,
            ["laneBits"] = Number(envelope.LaneBits),
            ["anyPaymaster"] = envelope.Paymaster.IsAny,
            ["paymaster"] = envelope.Paymaster.Required,
            ["feesUnlimited"] = envelope.FeesUnlimited,
            ["guard"] = envelope.Guard?.Guard ?? Address.Zero,
            ["usdLimit"] = Number(envelope.Guard?.UsdLimit ?? 0),
            ["usdPeriod"] = Number(UnixTime.Seconds(envelope.Guard?.UsdPeriod ?? TimeSpan.Zero, "usdPeriod")),
            ["feedsHash"] = envelope.Guard?.FeedsHash ?? Hash32.Zero,
            ["budgetCount"] = Number((ulong)envelope.Budgets.Count),
            ["budgets"] = Items(envelope.Budgets, BudgetOf),
            ["capabilityCount"] = Number((ulong)envelope.Capabilities.Count),
            ["capabilities"] = Items(envelope.Capabilities, CapabilityOf),
            ["replaces"] = envelope.Replaces?.Value ?? Hash32.Zero,
            ["label"] = envelope.Label,
            ["tokenNames"] = envelope.TokenNames,
            ["grantDeadline"] = Number(UnixTime.Seconds(envelope.GrantDeadline, "grantDeadline")),
            ["salt"] = Number(envelope.Salt),
        };
    }

    private static Dictionary<string, object> BudgetOf(Budget budget, UInt256 ordinal) => new()
    {
        ["budget"] = ordinal,
        ["budgetAsset"] = budget.Asset.Address,
        ["budgetLimit"] = Number(budget.Limit),
        ["budgetKind"] = Number((ulong)budget.Kind),
        ["budgetPeriod"] = Number(UnixTime.Seconds(budget.Period, "period")),
    };

    private static Dictionary<string, object> CapabilityOf(Capability capability, UInt256 ordinal) => new()
    {
        ["capability"] = ordinal,
        ["capabilityId"] = capability.Id,
        ["target"] = capability.Target,
        ["selector"] = capability.Selector,
        ["ruleCount"] = Number((ulong)capability.Rules.Count),
        ["rules"] = Items(capability.Rules, RuleOf),
        ["spendCount"] = Number((ulong)capability.Spends.Count),
        ["spends"] = Items(capability.Spends, SpendOf),
        ["maxValue"] = Number(capability.MaxValue),
        ["essential"] = capability.Essential,
    };

    private static Dictionary<string, object> RuleOf(Rule rule, UInt256 ordinal) => new()
    {
        ["rule"] = ordinal,
        ["ruleWord"] = Number(rule.Word),
        ["comparison"] = Number((ulong)rule.Comparison),
        ["printForm"] = Number((ulong)rule.PrintForm),
        ["ruleValue"] = Hash32.FromBytes(rule.Value.ToArray()),
    };

    private static Dictionary<string, object> SpendOf(Spend spend, UInt256 ordinal) => new()
    {
        ["spend"] = ordinal,
        ["spendAsset"] = spend.Asset.Address,
        ["fixedAmount"] = spend.FixedAmount is not null,
        ["spendWord"] = Number(spend.Word),
        ["spendAmount"] = Number(spend.FixedAmount ?? 0),
    };

    private static object[] Items<T>(ValueList<T> items, Func<T, UInt256, Dictionary<string, object>> toStruct) =>
        [.. items.Select((item, index) => toStruct(item, (UInt256)(ulong)(index + 1)))];

    private static UInt256 Number(ulong value) => value;

    private static UInt256 Number(UInt128 value) => value;
}
