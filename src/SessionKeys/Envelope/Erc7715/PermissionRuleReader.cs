namespace SessionKeys;

/// <summary>Reads rules, and what drafts have in their place: the field <c>expiry</c> and policies.</summary>
internal static class PermissionRuleReader
{
    /// <summary>Why a policy of the drafts is not imported.</summary>
    private static readonly Dictionary<string, string> RefusedPolicies = new(StringComparer.Ordinal)
    {
        ["gas-limit"] = "the drafts do not agree whether it counts gas or wei",
        ["call-limit"] = "it counts calls, and a budget counts operations of up to 16 calls",
        ["rate-limit"] = "it counts calls, and a budget counts operations of up to 16 calls",
        ["spent-limit"] = "it does not say whether fees count",
    };

    public static PermissionRules Read(JsonFields request, JsonFields permission)
    {
        PermissionRules rules = new();
        foreach (JsonValue rule in Items(request.Has("rules") ? request.Required("rules") : null))
        {
            rules = AddRule(rules, rule);
        }

        foreach (JsonValue policy in Items(PermissionRequestReader.OneOf(request, permission, "policies")))
        {
            rules = AddPolicy(rules, policy);
        }

        return request.Has("expiry") ? AddExpiry(rules, request.Required("expiry")) : rules;
    }

    private static IReadOnlyList<JsonValue> Items(JsonValue? array) => array switch
    {
        null or { Kind: JsonKind.Null } => [],
        { Kind: JsonKind.Array } => array.Items,
        _ => throw array.Refuse("an array", "Write the items in square brackets."),
    };

    private static PermissionRules AddRule(PermissionRules rules, JsonValue value)
    {
        JsonFields fields = new(value, "type", "data");
        JsonValue type = fields.Required("type");
        JsonValue data = fields.Required("data");
        switch (JsonScalars.Text(type))
        {
            case "expiry":
                return AddExpiry(rules, new JsonFields(data, "timestamp").Required("timestamp"));
            case "payee":
                return rules with { Payees = Addresses(type, data, rules.Payees) };
            case "redeemer":
                return rules with { Redeemers = Addresses(type, data, rules.Redeemers) };
            default:
                throw PermissionRefusedException.NotSupported(
                    type.Path,
                    $"the rule {type.Describe()}",
                    "\"expiry\", \"payee\" and \"redeemer\"",
                    "Leave the rule out only if the permission is right without it.");
        }
    }

    private static PermissionRules AddExpiry(PermissionRules rules, JsonValue value) => rules.Expiry is { } first
        ? throw PermissionRequestReader.Twice(value, first.Path)
        : rules with { Expiry = new(value.Path, PermissionScalars.Timestamp(value, 1, PermissionScalars.EndOfTime)) };

    private static Located<ValueList<Address>> Addresses(
        JsonValue type, JsonValue data, Located<ValueList<Address>>? first)
    {
        if (first is not null)
        {
            throw PermissionRequestReader.Twice(type, first.Path);
        }

        JsonValue addresses = new JsonFields(data, "addresses").Required("addresses");
        return new(addresses.Path, PermissionScalars.Addresses(addresses));
    }

    private static PermissionRules AddPolicy(PermissionRules rules, JsonValue value)
    {
        JsonFields fields = new(value, "type", "data");
        JsonValue type = fields.Required("type");
        string name = JsonScalars.Text(type);
        if (name != "token-allowance")
        {
            string reason = RefusedPolicies.GetValueOrDefault(name, "it is not known");
            throw PermissionRefusedException.NotSupported(
                type.Path,
                $"the policy {type.Describe()}: {reason}",
                "\"token-allowance\"",
                $"Ask for a permission of the type {Erc7715PermissionTypes.SessionKeysCall}, which has budgets.");
        }

        JsonValue allowance = new JsonFields(fields.Required("data"), "allowance").Required("allowance");
        return rules.Allowance is { } first
            ? throw PermissionRequestReader.Twice(allowance, first.Path)
            : rules with { Allowance = new(allowance.Path, PermissionScalars.Amount(allowance)) };
    }
}
