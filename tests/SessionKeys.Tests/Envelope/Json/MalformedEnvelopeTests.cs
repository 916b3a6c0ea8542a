using System.Text;

namespace SessionKeys.Tests;

/// <summary>What is refused in an envelope file, where, and with which words.</summary>
public sealed class MalformedEnvelopeTests
{
    private const string Valid = """
        {
          "account": "0xacc0000000000000000000000000000000000001",
          "chainId": 31337,
          "validAfter": "2026-11-21T00:00:00Z",
          "expiresAt": "2026-12-21T00:00:00Z",
          "nonceDomain": "session:agent",
          "laneBits": 3,
          "budgets": [{ "asset": "gas", "limit": "100", "kind": "calendar", "period": 86400 }],
          "capabilities": [
            {
              "id": "token.transfer",
              "target": "0x70cec00000000000000000000000000000000001",
              "selector": "0xa9059cbb",
              "rules": [{ "word": 0, "comparison": "equal", "value": "7" }],
              "spends": [{ "asset": "0x70cec00000000000000000000000000000000001", "word": 1 }]
            }
          ],
          "grantDeadline": "2026-11-22T00:00:00Z"
        }
        """;

    private const string Account = "\"0xacc0000000000000000000000000000000000001\"";

    private const string Rule = """{ "word": 0, "comparison": "equal", "value": "7" }""";

    private const string RulePath = "$.capabilities[0].rules[0]";

    private const string Spend = """{ "asset": "0x70cec00000000000000000000000000000000001", "word": 1 }""";

    private const string SpendPath = "$.capabilities[0].spends[0]";

    /// <summary>
    /// What is replaced in the valid file, by what, the path that is named, and a part of the message.
    /// </summary>
    public static TheoryData<string, string, string, string> Replacements => new()
    {
        // Structure
        { "\"chainId\": 31337,", "\"chainId\": 31337, \"chainId\": 1,", "$.chainId", "twice" },
        { "\"chainId\": 31337,", "\"chainid\": 31337,", "$.chainid", "unknown field" },
        { "\"chainId\": 31337,", "\"extra\": {}, \"chainId\": 31337,", "$.extra", "unknown field" },
        { "\"chainId\": 31337,", "\"toString\": 1, \"chainId\": 31337,", "$.toString", "unknown field" },
        { "\"chainId\": 31337,", "", "$.chainId", "missing" },
        { "\"chainId\": 31337,", "\"chainId\": 31337, // mainnet", "$", "not valid JSON at line 3" },
        { "\"chainId\": 31337,", "\"chainId\": 31337, /* x */", "$", "not valid JSON" },
        { "\"chainId\": 31337,", "'chainId': 31337,", "$", "not valid JSON" },
        { "\"chainId\": 31337,", "chainId: 31337,", "$", "not valid JSON" },
        { "\"2026-11-22T00:00:00Z\"", "\"2026-11-22T00:00:00Z\",", "$", "not valid JSON" },
        { "\"limit\": \"100\",", "\"limit\": \"100\", \"limit\": \"100\",", "$.budgets[0].limit", "twice" },
        { "\"limit\": \"100\",", "\"limit\": \"100\", \"window\": 1,", "$.budgets[0].window", "unknown field" },
        { "\"id\": \"token.transfer\",", "", "$.capabilities[0].id", "missing" },
        { "\"grantDeadline\": \"2026-11-22T00:00:00Z\"", "\"salt\": 1", "$.grantDeadline", "missing" },
        { Account, "null", "$.account", "null" },
        { Account, "[" + Account + "]", "$.account", "an array" },

        // Look-alikes, escapes, control characters
        { "\"account\"", "\"аccount\"", "$", "<d0><b0>ccount" },
        { "\"account\"", "\"\\u0061ccount\"", "$", "escape" },
        { "\"session:agent\"", "\"sеssion:agent\"", "$.nonceDomain", "plain ASCII" },
        { "\"session:agent\"", "\"session\\u003aagent\"", "$.nonceDomain", "escape" },
        { "\"session:agent\"", "\"session:agent\\n\"", "$.nonceDomain", "escape" },
        { "\"session:agent\"", "\"session:agent\u200b\"", "$.nonceDomain", "<e2><80><8b>" },
        { "\"session:agent\"", "\"session:agent\u007f\"", "$.nonceDomain", "<7f>" },
        { "\"session:agent\"", "\"session:\tagent\"", "$.nonceDomain", "not valid JSON" },
        { "\"gas\"", "\"ｇas\"", "$.budgets[0].asset", "plain ASCII" },

        // Numbers and amounts
        { "31337", "31337.0", "$.chainId", "the number 31337.0" },
        { "31337", "3.1337e4", "$.chainId", "without sign, leading zeros, fraction or exponent" },
        { "31337", "31337e0", "$.chainId", "exponent" },
        { "31337", "-1", "$.chainId", "the number -1" },
        { "31337", "-0", "$.chainId", "the number -0" },
        { "31337", "9007199254740992", "$.chainId", "an integer below 2^53" },
        { "31337", "\"18446744073709551616\"", "$.chainId", "below 2^64" },
        { "31337", "\"0x7a69\"", "$.chainId", "decimal digits" },
        { "31337", "\"\"", "$.chainId", "\"\"" },
        { "31337", "true", "$.chainId", "true" },
        { "31337", "031337", "$.chainId", "not valid JSON" },
        { "\"100\"", "\"0100\"", "$.budgets[0].limit", "leading zeros" },
        { "\"100\"", "\"+100\"", "$.budgets[0].limit", "sign" },
        { "\"100\"", "\" 100\"", "$.budgets[0].limit", "decimal digits" },
        { "\"100\"", "\"1_000\"", "$.budgets[0].limit", "decimal digits" },
        { "\"100\"", "\"1e18\"", "$.budgets[0].limit", "exponent" },
        { "\"100\"", "1e18", "$.budgets[0].limit", "exponent" },
        { "\"100\"", "1000000000000000000", "$.budgets[0].limit", "large amounts in quotation marks" },
        { "\"100\"", "\"340282366920938463463374607431768211456\"", "$.budgets[0].limit", "below 2^128" },
        { "\"laneBits\": 3", "\"laneBits\": 256", "$.laneBits", "0 to 255" },
        { "\"laneBits\": 3", "\"laneBits\": \"3\"", "$.laneBits", "without quotation marks" },
        { "\"laneBits\": 3", "\"laneBits\": 3.5", "$.laneBits", "the number 3.5" },
        { "\"laneBits\": 3", "\"epoch\": 4294967296", "$.epoch", "0 to 4294967295" },
        { "\"laneBits\": 3", "\"maxRenewals\": 65536", "$.maxRenewals", "0 to 65535" },
        { "\"laneBits\": 3", "\"salt\": \"18446744073709551616\"", "$.salt", "below 2^64" },

        // Addresses, hashes, selectors
        { Account, "\"0xacc00000000000000000000000000000000001\"", "$.account", "40 hexadecimal digits" },
        { Account, "\"acc0000000000000000000000000000000000001\"", "$.account", "0x" },
        { Account, "\"0XACC0000000000000000000000000000000000001\"", "$.account", "0x" },
        { Account, "\"0xacc000000000000000000000000000000000000g\"", "$.account", "hexadecimal" },
        { Account, "\"0xAcC0000000000000000000000000000000000001\"", "$.account", "EIP-55" },
        { "\"0xa9059cbb\"", "\"0xa9059c\"", "$.capabilities[0].selector", "8 hexadecimal digits" },
        { "\"0xa9059cbb\"", "\"transfer(address, uint256)\"", "$.capabilities[0].selector", "without spaces" },
        { "\"0xa9059cbb\"", "\"transfer(address,uint)\"", "$.capabilities[0].selector", "uint256, not uint" },
        { "\"0xa9059cbb\"", "\"transfer\"", "$.capabilities[0].selector", "a signature" },
        { "\"0xa9059cbb\"", "2835717307", "$.capabilities[0].selector", "the number" },
        { "\"laneBits\": 3", "\"replaces\": \"0x01\"", "$.replaces", "64 hexadecimal digits" },

        // Times and durations
        { "\"2026-12-21T00:00:00Z\"", "\"2026-12-21T00:00:00+00:00\"", "$.expiresAt", "a time such as" },
        { "\"2026-12-21T00:00:00Z\"", "\"2026-12-21T00:00:00.000Z\"", "$.expiresAt", "whole seconds" },
        { "\"2026-12-21T00:00:00Z\"", "\"2026-12-21 00:00:00Z\"", "$.expiresAt", "a time such as" },
        { "\"2026-12-21T00:00:00Z\"", "\"2026-12-21T00:00:00\"", "$.expiresAt", "a time such as" },
        { "\"2026-12-21T00:00:00Z\"", "\"2026-02-30T00:00:00Z\"", "$.expiresAt", "a time such as" },
        { "\"2026-12-21T00:00:00Z\"", "\"2026-12-21T24:00:00Z\"", "$.expiresAt", "a time such as" },
        { "\"2026-12-21T00:00:00Z\"", "\"1969-12-31T23:59:59Z\"", "$.expiresAt", "from 1970 on" },
        { "\"2026-12-21T00:00:00Z\"", "1797811200", "$.expiresAt", "the number" },
        { "\"period\": 86400", "\"period\": \"1d\"", "$.budgets[0].period", "an integer" },
        { "\"period\": 86400", "\"period\": 4294967296", "$.budgets[0].period", "0 to 4294967295" },

        // Choices
        { "\"calendar\"", "\"Calendar\"", "$.budgets[0].kind", "\"lifetime\", \"calendar\", \"rolling\"" },
        { "\"gas\"", "\"GAS\"", "$.budgets[0].asset", "\"native\"" },
        { "\"gas\"", "\"0x0000000000000000000000000000000000000002\"", "$.budgets[0].asset", "the word \"gas\"" },
        { "\"laneBits\": 3", "\"keyType\": \"p256\"", "$.keyType", "\"P-256\"" },
        { "\"laneBits\": 3", "\"paymaster\": \"none \"", "$.paymaster", "\"any\"" },
        {
            "\"laneBits\": 3",
            "\"paymaster\": \"0x0000000000000000000000000000000000000000\"",
            "$.paymaster",
            "\"none\""
        },
        { "\"laneBits\": 3", "\"feesUnlimited\": \"true\"", "$.feesUnlimited", "true or false" },
        { "\"laneBits\": 3", "\"feesUnlimited\": 1", "$.feesUnlimited", "true or false" },
        { "\"laneBits\": 3", "\"usdLimit\": \"1\"", "$.usdLimit", "beside a guard" },
        { "\"laneBits\": 3", "\"guard\": " + Account, "$.usdLimit", "missing" },
        { "\"laneBits\": 3", "\"route\": { \"standard\": \"ERC-6900\" }", "$.route.entityId", "missing" },
        {
            "\"laneBits\": 3",
            "\"route\": { \"standard\": \"ERC-7579\", \"entityId\": 1 }",
            "$.route.entityId",
            "no entity"
        },
        { "\"laneBits\": 3", "\"route\": \"ERC-7579\"", "$.route", "an object" },
        {
            "\"laneBits\": 3",
            "\"schedule\": { \"from\": 0, \"to\": 86401, \"weekdays\": [] }",
            "$.schedule.to",
            "86400"
        },
        {
            "\"laneBits\": 3",
            "\"schedule\": { \"from\": 0, \"to\": 1, \"weekdays\": [\"monday\", \"monday\"] }",
            "$.schedule.weekdays",
            "each day once"
        },

        // Rules and spends
        { Rule, """{ "word": 256, "comparison": "equal", "value": "7" }""", RulePath + ".word", "0 to 255" },
        { Rule, """{ "word": 0, "comparison": "eq", "value": "7" }""", RulePath + ".comparison", "\"notEqual\"" },
        { Rule, """{ "word": 0, "value": "7" }""", RulePath + ".comparison", "missing" },
        { Rule, """{ "word": 0, "comparison": "equal" }""", RulePath + ".value", "missing" },
        { Rule, """{ "word": 0, "comparison": "equal", "value": "-7" }""", RulePath + ".value", "below 2^256" },
        { Rule, """{ "word": 0, "comparison": "equal", "value": "0x07" }""", RulePath + ".value", "all 64 digits" },
        { Rule, """{ "word": 0, "comparison": "equal", "value": 7.5 }""", RulePath + ".value", "the number 7.5" },
        { Rule, """{ "word": 0, "comparison": "equal", "values": ["7"] }""", RulePath + ".values", "unknown field" },
        {
            Rule,
            """{ "word": 0, "comparison": "equalsAccount", "value": "7" }""",
            RulePath + ".value",
            "unknown field"
        },
        { Rule, """{ "word": 0, "comparison": "inSet", "values": [] }""", RulePath + ".values", "at least 1" },
        { Rule, """{ "word": 0, "comparison": "inSet", "values": ["7", 7] }""", RulePath + ".values", "none twice" },
        { Rule, """{ "word": 0, "comparison": "inSet", "values": ["7", "x"] }""", RulePath + ".values[1]", "\"x\"" },
        { Rule, """{ "word": 0, "comparison": "inSet" }""", RulePath, "neither values nor root" },
        { Rule, """{ "word": 0, "comparison": "atMostSigned", "value": "-0" }""", RulePath + ".value", "-2^255" },
        {
            Rule,
            """{ "word": 0, "comparison": "equal", "value": "7", "printForm": 1 }""",
            RulePath + ".printForm",
            "\"hex\""
        },
        { Rule, "7", RulePath, "the number 7" },
        { Spend, """{ "asset": "gas" }""", SpendPath, "neither a word nor an amount" },
        { Spend, """{ "asset": "gas", "word": 1, "amount": "1" }""", SpendPath, "both a word and an amount" },
        { Spend, """{ "word": 1 }""", SpendPath + ".asset", "missing" },
    };

    public static TheoryData<string, string, string> WholeTexts => new()
    {
        { "", "$", "not valid JSON at line 1" },
        { "null", "$", "an object" },
        { "[]", "$", "an object" },
        { "\"{}\"", "$", "an object" },
        { "{", "$", "not valid JSON" },
        { Valid + "{}", "$", "anything behind it" },
        { Valid + "\n// end", "$", "not valid JSON" },
        { Valid + "\0", "$", "not valid JSON" },
        { "\ufeff" + Valid, "$", "not valid JSON at line 1, byte 1" },
        { "{\"a\":" + new string('[', 1000) + new string(']', 1000) + "}", "$.a[0]", "at most 16 levels" },
        { new string('[', 17) + new string(']', 17), "$[0]", "nested 17 levels deep" },
        { new string(' ', (256 * 1024) + 1), "$", "at most 262144 bytes" },
        { "{\"" + new string('x', 100_000) + "\":1}", "$.xxx", "(100000 characters)" },
        { "{\"chainId\":" + new string('9', 100_000) + "}", "$.account", "missing" },
    };

    [Fact]
    public void File_without_a_fault_is_read() => Assert.Equal(31337UL, Parse(Valid).ChainId);

    [Theory]
    [MemberData(nameof(Replacements))]
    public void Fault_is_refused_at_its_path(string valid, string faulty, string path, string says)
    {
        int at = Valid.IndexOf(valid, StringComparison.Ordinal);
        Assert.True(at >= 0, $"the valid file does not hold {valid}");

        CheckRefused(Valid.Remove(at, valid.Length).Insert(at, faulty), path, says);
    }

    [Theory]
    [MemberData(nameof(WholeTexts))]
    public void Text_that_is_no_envelope_is_refused(string json, string path, string says) =>
        CheckRefused(json, path, says);

    [Fact]
    public void Invalid_utf8_is_refused()
    {
        byte[] json = Encoding.UTF8.GetBytes(Valid);
        json[Valid.IndexOf("session:", StringComparison.Ordinal)] = 0xff;

        EnvelopeFormatException refusal =
            Assert.Throws<EnvelopeFormatException>(() => CapabilityEnvelopeJson.Parse(json));

        Assert.Equal("$.nonceDomain", refusal.Path);
    }

    [Fact]
    public void Ten_megabytes_are_refused_before_they_are_read()
    {
        byte[] json = new byte[10 * 1024 * 1024];
        json.AsSpan().Fill((byte)'[');

        EnvelopeFormatException refusal =
            Assert.Throws<EnvelopeFormatException>(() => CapabilityEnvelopeJson.Parse(json));

        Assert.Contains("10485760 bytes", refusal.Message, StringComparison.Ordinal);
    }

    private static void CheckRefused(string json, string path, string says)
    {
        EnvelopeFormatException refusal = Assert.Throws<EnvelopeFormatException>(() => Parse(json));

        Assert.Equal("envelope-format", refusal.Id);
        Assert.StartsWith(path, refusal.Path, StringComparison.Ordinal);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Matches("^.+ was refused: .+; allowed is .+\\. .+\\.$", refusal.Message);
        Assert.True(refusal.Message.Length < 1_000, $"a message of {refusal.Message.Length} characters");
    }

    private static EnvelopeDocument Parse(string json) => CapabilityEnvelopeJson.Parse(Encoding.UTF8.GetBytes(json));
}
