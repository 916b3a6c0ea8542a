using System.Numerics;
using System.Text.RegularExpressions;

namespace SessionKeys;

/// <summary>
/// Replaces amounts such as <c>"100 USDC"</c> in an envelope file by base units, before its fields are read. The token
/// must be the one that is counted there.
/// </summary>
internal sealed partial class TokenAmounts
{
    private readonly TokenList _tokens;
    private readonly ulong _chainId;

    private TokenAmounts(TokenList tokens, ulong chainId)
    {
        _tokens = tokens;
        _chainId = chainId;
    }

    public static JsonValue Resolve(JsonValue root, TokenList tokens)
    {
        // What is no envelope at all, or names no chain, is refused by the reader.
        if (root.Kind != JsonKind.Object || !root.Members.TryGetValue("chainId", out JsonValue? chainId))
        {
            return root;
        }

        TokenAmounts amounts = new(tokens, JsonScalars.Unsigned64(chainId));
        JsonValue budgets = Change(root, "budgets", list => Each(list, amounts.Budget));
        return Change(budgets, "capabilities", list => Each(list, amounts.Capability));
    }

    private JsonValue Budget(JsonValue budget)
    {
        Asset? counted = AssetOf(budget);
        return Change(budget, "limit", limit => ToBaseUnits(limit, [counted == Asset.Gas ? Asset.Native : counted]));
    }

    private JsonValue Capability(JsonValue capability)
    {
        List<Asset?> moved = [];
        if (capability.Members.TryGetValue("target", out JsonValue? target)
            && Address.TryParse(target.Text, out Address contract))
        {
            moved.Add(Asset.Token(contract));
        }

        if (capability.Members.TryGetValue("spends", out JsonValue? spends))
        {
            moved.AddRange(spends.Items.Select(AssetOf));
        }

        JsonValue valued = Change(capability, "maxValue", value => ToBaseUnits(value, [Asset.Native]));
        JsonValue spent = Change(valued, "spends", list => Each(
            list, spend => Change(spend, "amount", amount => ToBaseUnits(amount, [AssetOf(spend)]))));
        return Change(spent, "rules", list => Each(
            list, rule => IsAmountRule(rule) ? Change(rule, "value", value => ToBaseUnits(value, moved)) : rule));
    }

    /// <summary>Signed numbers are no amounts of a token.</summary>
    private static bool IsAmountRule(JsonValue rule) =>
        !rule.Members.TryGetValue("comparison", out JsonValue? comparison)
        || comparison.Text is not ("atMostSigned" or "atLeastSigned");

    private JsonValue ToBaseUnits(JsonValue value, List<Asset?> counted)
    {
        Match amount = value.Kind == JsonKind.String ? Amount().Match(value.Text) : Match.Empty;
        if (!amount.Success)
        {
            return value;
        }

        ListedToken token = _tokens.Find(_chainId, amount.Groups["symbol"].Value)
            ?? throw value.Refuse(
                $"an amount in a token that the token list has on chain {_chainId}",
                "Write base units, or add the token to the list.");
        if (!counted.Contains(token.Asset))
        {
            throw value.Refuse(
                $"an amount of what is counted here, which {token.Symbol} ({token.Asset}) is not",
                "Write the amount in the token of this field, or in base units.");
        }

        BigInteger units = token.ToBaseUnits(amount.Groups["number"].Value)
            ?? throw value.Refuse(
                $"at most {token.Decimals} digits behind the point", "Round the amount to what the token can hold.");
        return value with { Text = units.ToString(System.Globalization.CultureInfo.InvariantCulture) };
    }

    private static Asset? AssetOf(JsonValue value) =>
        !value.Members.TryGetValue("asset", out JsonValue? asset) ? null
        : asset.Text == "native" ? Asset.Native
        : asset.Text == "gas" ? Asset.Gas
        : Address.TryParse(asset.Text, out Address contract) ? Asset.Token(contract)
        : null;

    private static JsonValue Change(JsonValue value, string field, Func<JsonValue, JsonValue> change) =>
        value.Members.TryGetValue(field, out JsonValue? member)
        ? value with { Members = new Dictionary<string, JsonValue>(value.Members) { [field] = change(member) } }
        : value;

    private static JsonValue Each(JsonValue list, Func<JsonValue, JsonValue> change) =>
        list with { Items = [.. list.Items.Select(change)] };

    [GeneratedRegex(@"^(?<number>(?:0|[1-9][0-9]{0,77})(?:\.[0-9]{1,36})?) (?<symbol>[A-Za-z0-9.]{1,11})\z")]
    private static partial Regex Amount();
}
