using System.Text;
using System.Text.Json.Nodes;

namespace SessionKeys.Tests;

/// <summary>Requests in the forms that wallets and libraries use, with values of our own.</summary>
internal static class Erc7715Requests
{
    public static readonly Address OtherPayee = Address.Parse("0xbeef000000000000000000000000000000000002");

    public static readonly Budget Gas = Budget.Lifetime(Asset.Gas, 10_000_000_000_000_000);

    /// <summary>2026-11-21 00:00:00 UTC, the begin of a day.</summary>
    public static readonly long Start = Samples.Start.ToUnixTimeSeconds();

    public static TokenPermissionTerms Terms { get; } = new()
    {
        RequestedAt = Samples.Start,
        GrantDeadline = Samples.Start.AddHours(1),
        NonceDomain = "session:agent",
        GasBudgets = [Gas],
        Label = "Agent-1",
    };

    public static Erc7715ImportOptions Options { get; } = new() { TokenTerms = Terms };

    /// <summary>10 of a token with 6 decimals a day, for a week, to one payee.</summary>
    public static JsonObject Erc20Periodic => Request(
        "erc20-token-periodic",
        $$"""
        {
          "tokenAddress": "{{Samples.Token}}", "periodAmount": "0x989680", "periodDuration": 86400,
          "startTime": {{Start}}, "justification": "10 a day"
        }
        """,
        Payee(Samples.Recipient));

    public static JsonObject NativePeriodic => Request(
        "native-token-periodic",
        $$"""{"periodAmount":"0x38d7ea4c68000","periodDuration":86400,"startTime":{{Start}}}""",
        Payee(Samples.Recipient, OtherPayee));

    public static JsonObject Erc20Allowance => Request(
        "erc20-token-allowance",
        $$"""{"tokenAddress":"{{Samples.Token}}","allowanceAmount":"0x2faf080","startTime":{{Start}}}""");

    public static JsonObject NativeAllowance => Request(
        "native-token-allowance",
        $$"""{"allowanceAmount":"0xb1a2bc2ec50000","startTime":{{Start}}}""",
        Payee(Samples.Recipient));

    /// <summary>1 at once, then 0.0001 per second up to 10, of a token with 6 decimals.</summary>
    public static JsonObject Erc20Stream => Request(
        "erc20-token-stream",
        $$"""
        {
          "tokenAddress": "{{Samples.Token}}", "initialAmount": "0xf4240", "maxAmount": "0x989680",
          "amountPerSecond": "0x64", "startTime": {{Start}}
        }
        """);

    public static JsonObject NativeStream => Request(
        "native-token-stream",
        $$"""{"initialAmount":"0x1","maxAmount":"0xa","amountPerSecond":"0x1","startTime":{{Start}}}""",
        Payee(Samples.Recipient));

    public static JsonObject Of(string type) => type switch
    {
        "erc20-token-periodic" => Erc20Periodic,
        "native-token-periodic" => NativePeriodic,
        "erc20-token-allowance" => Erc20Allowance,
        "native-token-allowance" => NativeAllowance,
        "erc20-token-stream" => Erc20Stream,
        "native-token-stream" => NativeStream,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    public static JsonObject Payee(params Address[] addresses) => AddressRule("payee", addresses);

    public static JsonObject AddressRule(string type, params Address[] addresses) => new()
    {
        ["type"] = type,
        ["data"] = new JsonObject { ["addresses"] = new JsonArray([.. addresses.Select(a => (JsonNode)a.ToString())]) },
    };

    public static JsonObject Request(string type, string data, params JsonObject[] rules) => JsonNode.Parse($$"""
        {
          "chainId": "0x7a69",
          "from": "{{Samples.Account}}",
          "to": "{{Samples.SessionKey}}",
          "permission": { "type": "{{type}}", "isAdjustmentAllowed": false, "data": {{data}} },
          "rules": [
            { "type": "expiry", "data": { "timestamp": {{Start + (7 * 86_400)}} } }
            {{string.Concat(rules.Select(rule => $",{rule.ToJsonString()}"))}}
          ]
        }
        """)!.AsObject();

    /// <summary>Sets a field of the permission's data; null removes it.</summary>
    public static JsonObject WithData(this JsonObject request, string name, string? json)
    {
        JsonObject data = request["permission"]!["data"]!.AsObject();
        data.Remove(name);
        if (json is not null)
        {
            data[name] = JsonNode.Parse(json);
        }

        return request;
    }

    public static JsonObject Adjustable(this JsonObject request)
    {
        request["permission"]!["isAdjustmentAllowed"] = true;
        return request;
    }

    public static JsonObject WithoutRule(this JsonObject request, string type)
    {
        JsonArray rules = request["rules"]!.AsArray();
        rules.Remove(rules.Single(rule => (string?)rule!["type"] == type));
        return request;
    }

    public static JsonObject WithRule(this JsonObject request, JsonObject rule)
    {
        request["rules"]!.AsArray().Add(rule);
        return request;
    }

    public static JsonObject WithExpiry(this JsonObject request, long timestamp)
    {
        request["rules"]![0]!["data"]!["timestamp"] = timestamp;
        return request;
    }

    public static ImportedPermission Import(this JsonNode request, Erc7715ImportOptions? options = null) =>
        Assert.Single(Erc7715Json.Import(Encoding.UTF8.GetBytes(request.ToJsonString()), options ?? Options));

    public static CapabilityEnvelope Envelope(this JsonNode request, Erc7715ImportOptions? options = null) =>
        request.Import(options).Document.Envelope;
}
