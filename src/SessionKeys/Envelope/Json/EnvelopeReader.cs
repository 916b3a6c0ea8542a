namespace SessionKeys;

/// <summary>Reads the fields of an envelope file.</summary>
internal static class EnvelopeReader
{
    private static readonly string[] Fields =
    [
        "account", "chainId", "module", "route", "epoch", "sessionKey", "keyType", "validAfter", "expiresAt",
        "ttl", "maxRenewals", "renewer", "idleTimeout", "schedule", "nonceDomain", "laneBits", "paymaster",
        "feesUnlimited", "guard", "usdLimit", "usdPeriod", "feedsHash", "budgets", "capabilities", "replaces",
        "label", "tokenNames", "grantDeadline", "salt",
    ];

    public static EnvelopeDocument Read(JsonValue root)
    {
        JsonFields fields = new(root, Fields);
        return new()
        {
            Account = JsonScalars.Address(fields.Required("account")),
            ChainId = JsonScalars.Unsigned64(fields.Required("chainId")),
            Module = fields.Optional("module", value => JsonScalars.Address(value), (Address?)null),
            Route = fields.Optional("route", value => ReadRoute(value), (Route?)null),
            Epoch = fields.Optional("epoch", value => JsonScalars.Small(value, uint.MaxValue), (uint?)null),
            SessionKey = fields.Optional("sessionKey", value => JsonScalars.Address(value), (Address?)null),
            Envelope = ReadEnvelope(fields),
        };
    }

    private static CapabilityEnvelope ReadEnvelope(JsonFields fields) => new()
    {
        KeyType = fields.Optional("keyType", value => JsonScalars.OneOf(value, JsonNames.KeyTypes), KeyType.Secp256k1),
        ValidAfter = JsonScalars.Time(fields.Required("validAfter")),
        ExpiresAt = JsonScalars.Time(fields.Required("expiresAt")),
        Ttl = fields.Optional("ttl", JsonScalars.Duration, TimeSpan.Zero),
        MaxRenewals = fields.Optional(
            "maxRenewals", value => (ushort)JsonScalars.Small(value, ushort.MaxValue), (ushort)0),
        Renewer = fields.Optional("renewer", JsonScalars.Address, Address.Zero),
        IdleTimeout = fields.Optional("idleTimeout", JsonScalars.Duration, TimeSpan.Zero),
        Schedule = fields.Optional("schedule", ReadSchedule, null),
        NonceDomain = JsonScalars.Name(fields.Required("nonceDomain"), CharacterSet.NonceDomain),
        LaneBits = fields.Optional("laneBits", JsonScalars.Byte, (byte)0),
        Paymaster = fields.Optional("paymaster", ReadPaymaster, PaymasterTerm.None),
        FeesUnlimited = fields.Optional("feesUnlimited", JsonScalars.Boolean, false),
        Guard = ReadGuard(fields),
        Budgets = fields.OptionalList("budgets", ReadBudget, EnvelopeLimits.MaxBudgets),
        Capabilities = JsonScalars.List(
            fields.Required("capabilities"), CapabilityJson.Read, 1, EnvelopeLimits.MaxCapabilities),
        Replaces = fields.Optional("replaces", value => new SessionId(JsonScalars.Hash(value)), (SessionId?)null),
        Label = fields.Optional("label", value => JsonScalars.Name(value, CharacterSet.Label), ""),
        TokenNames = fields.Optional("tokenNames", JsonScalars.Boolean, false),
        GrantDeadline = JsonScalars.Time(fields.Required("grantDeadline")),
        Salt = fields.Optional("salt", JsonScalars.Unsigned64, 0UL),
    };

    private static Route ReadRoute(JsonValue value)
    {
        JsonFields fields = new(value, "standard", "entityId");
        AccountStandard standard = JsonScalars.OneOf(fields.Required("standard"), JsonNames.Standards);
        if (standard == AccountStandard.Erc6900)
        {
            return Route.Erc6900(JsonScalars.Small(fields.Required("entityId"), uint.MaxValue));
        }

        return fields.Has("entityId")
            ? throw fields.Required("entityId").Refuse("no entity id on an ERC-7579 account", "Remove the field.")
            : Route.Erc7579;
    }

    private static Schedule ReadSchedule(JsonValue value)
    {
        JsonFields fields = new(value, "from", "to", "weekdays");
        return new()
        {
            From = TimeSpan.FromSeconds(JsonScalars.Small(fields.Required("from"), 86_400)),
            To = TimeSpan.FromSeconds(JsonScalars.Small(fields.Required("to"), 86_400)),
            Weekdays = ReadDays(fields.Required("weekdays")),
        };
    }

    private static Weekdays ReadDays(JsonValue value)
    {
        Weekdays days = Weekdays.None;
        foreach (Weekdays day in JsonScalars.List(value, item => JsonScalars.OneOf(item, JsonNames.Days)))
        {
            days = days.HasFlag(day) ? throw value.Refuse("each day once", "Remove the second one.") : days | day;
        }

        return days;
    }

    private static PaymasterTerm ReadPaymaster(JsonValue value) => value switch
    {
        { Kind: JsonKind.String, Text: "none" } => PaymasterTerm.None,
        { Kind: JsonKind.String, Text: "any" } => PaymasterTerm.Any,
        { Kind: JsonKind.String } when Address.TryParse(value.Text, out Address paymaster) && !paymaster.IsZero =>
            PaymasterTerm.Only(paymaster),
        _ => throw value.Refuse("\"none\", \"any\" or the address of a paymaster", "Choose one of these."),
    };

    private static GuardTerm? ReadGuard(JsonFields fields)
    {
        if (fields.Has("guard"))
        {
            return new()
            {
                Guard = JsonScalars.Address(fields.Required("guard")),
                UsdLimit = JsonScalars.Amount(fields.Required("usdLimit")),
                UsdPeriod = JsonScalars.Duration(fields.Required("usdPeriod")),
                FeedsHash = JsonScalars.Hash(fields.Required("feedsHash")),
            };
        }

        foreach (string name in (string[])["usdLimit", "usdPeriod", "feedsHash"])
        {
            if (fields.Has(name))
            {
                throw fields.Required(name).Refuse("this field beside a guard", "Name the guard, or remove the field.");
            }
        }

        return null;
    }

    private static Budget ReadBudget(JsonValue value)
    {
        JsonFields fields = new(value, "asset", "limit", "kind", "period");
        return new()
        {
            Asset = CapabilityJson.ReadAsset(fields.Required("asset")),
            Limit = JsonScalars.Amount(fields.Required("limit")),
            Kind = JsonScalars.OneOf(fields.Required("kind"), JsonNames.BudgetKinds),
            Period = fields.Optional("period", JsonScalars.Duration, TimeSpan.Zero),
        };
    }
}
