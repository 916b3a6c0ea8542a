using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace SessionKeys.Tests;

/// <summary>Every refusal names the field, what stands there, what may stand there, and what to do.</summary>
public sealed partial class Erc7715RefusalTests
{
    [Theory]
    [MemberData(nameof(Erc7715Refusals.All), MemberType = typeof(Erc7715Refusals))]
    public void Request_with_one_change_is_refused_with_its_path(
        string error, string type, string old, string changed, string path)
    {
        string text = Addresses()
            .Replace(Erc7715Requests.Of(type).ToJsonString(), found => found.Value.ToLowerInvariant());
        Assert.Contains(old, text, StringComparison.Ordinal);
        string request = old.Length == 0 ? text : ReplaceFirst(text, old, changed);

        CheckRefused(error, path, Encoding.UTF8.GetBytes(request));
    }

    [Theory]
    [InlineData("erc20-token-revocation", "no token contract")]
    [InlineData("token-approval-revocation", "no token contract")]
    [InlineData("erc721-token-transfer", "token ids")]
    [InlineData("erc1155-token-transfer", "token ids")]
    [InlineData("contract-call", "neither arguments nor amounts")]
    [InlineData("native-token-limit", "what counts")]
    [InlineData("gas-limit", "gas or wei")]
    [InlineData("rate-limit", "counts calls")]
    [InlineData("erc20-token-Periodic", "nothing is known")]
    public void Type_without_an_equal_envelope_is_refused_by_name(string type, string reason)
    {
        byte[] request = Encoding.UTF8.GetBytes(Erc7715Requests.Request(type, "{}").ToJsonString());

        SessionKeyException refusal = CheckRefused("erc7715-unsupported", "$.permission.type", request);

        Assert.Contains($"\"{type}\": ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gas-limit", """{"limit":"0x1dcd6500"}""", "gas or wei")]
    [InlineData("call-limit", """{"count":3}""", "counts calls")]
    [InlineData("rate-limit", """{"count":1,"interval":60}""", "counts calls")]
    [InlineData("spent-limit", """{"allowance":"0x1"}""", "whether fees count")]
    [InlineData("time-frame", "{}", "not known")]
    public void Policy_of_the_drafts_is_refused_by_name(string policy, string data, string reason)
    {
        JsonObject request = Erc7715Requests.Erc20Allowance;
        request["policies"] = new JsonArray(JsonNode.Parse($$"""{"type":"{{policy}}","data":{{data}}}"""));

        SessionKeyException refusal = CheckRefused(
            "erc7715-unsupported", "$.policies[0].type", Encoding.UTF8.GetBytes(request.ToJsonString()));

        Assert.Contains($"\"{policy}\": ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("wallet_sendCalls", "$.method")]
    [InlineData("wallet_grantpermissions", "$.method")]
    public void Other_method_is_refused(string method, string path)
    {
        JsonObject call = new() { ["method"] = method, ["params"] = new JsonArray(Erc7715Requests.Erc20Periodic) };

        CheckRefused("envelope-format", path, Encoding.UTF8.GetBytes(call.ToJsonString()));
    }

    [Fact]
    public void Path_names_the_request_of_an_array()
    {
        JsonObject call = new()
        {
            ["method"] = Erc7715Json.GrantMethod,
            ["params"] = new JsonArray(
                Erc7715Requests.Erc20Periodic, Erc7715Requests.Erc20Periodic.WithData("periodAmount", "1")),
        };

        CheckRefused(
            "envelope-format",
            "$.params[1].permission.data.periodAmount",
            Encoding.UTF8.GetBytes(call.ToJsonString()));
    }

    [Fact]
    public void Native_permission_without_payees_is_refused_as_anybody_may_be_paid()
    {
        JsonObject request = Erc7715Requests.NativePeriodic.WithoutRule("payee");

        CheckRefused("erc7715-not-exact", "$.rules", Encoding.UTF8.GetBytes(request.ToJsonString()));
    }

    [Fact]
    public void Permission_that_never_ends_is_refused()
    {
        JsonObject request = Erc7715Requests.Erc20Periodic.WithoutRule("expiry");

        CheckRefused("erc7715-not-exact", "$.rules", Encoding.UTF8.GetBytes(request.ToJsonString()));
    }

    [Fact]
    public void Redeemer_rule_without_the_session_key_is_refused()
    {
        JsonObject request = Erc7715Requests.Erc20Periodic
            .WithRule(Erc7715Requests.AddressRule("redeemer", Samples.Approver));

        SessionKeyException refusal = CheckRefused(
            "erc7715-mismatch", "$.rules[2].data.addresses", Encoding.UTF8.GetBytes(request.ToJsonString()));

        Assert.Contains($"{Samples.SessionKey}", refusal.Message, StringComparison.Ordinal);
    }

    public static TheoryData<Erc7715ImportOptions, string> Mismatches => new()
    {
        { Erc7715Requests.Options with { ChainId = 1 }, "$.chainId" },
        { Erc7715Requests.Options with { Account = Samples.Recipient }, "$.from" },
        { Erc7715Requests.Options with { SessionKey = Samples.Recipient }, "$.to" },
    };

    [Theory]
    [MemberData(nameof(Mismatches))]
    public void Request_for_another_place_is_refused(Erc7715ImportOptions options, string path)
    {
        byte[] request = Encoding.UTF8.GetBytes(Erc7715Requests.Erc20Periodic.ToJsonString());

        CheckRefused("erc7715-mismatch", path, request, options);
        Assert.Equal(
            Erc7715Requests.Erc20Periodic.Import(),
            Erc7715Requests.Erc20Periodic.Import(Erc7715Requests.Options with
            {
                ChainId = 31337,
                Account = Samples.Account,
                SessionKey = Samples.SessionKey,
            }));
    }

    [Fact]
    public void Caller_must_say_who_pays_the_fees()
    {
        byte[] request = Encoding.UTF8.GetBytes(Erc7715Requests.Erc20Periodic.ToJsonString());
        TokenPermissionTerms silent = Erc7715Requests.Terms with { GasBudgets = [] };

        CheckRefused("erc7715-terms-missing", "$", request, new());
        CheckRefused("erc7715-terms-missing", "$", request, new() { TokenTerms = silent });
        CheckRefused(
            "erc7715-terms-missing",
            "$",
            request,
            new() { TokenTerms = silent with { Paymaster = PaymasterTerm.Any } });
        CheckRefused(
            "erc7715-terms-missing",
            "$",
            request,
            new() { TokenTerms = silent with { GasBudgets = [Budget.Lifetime(Asset.Operations, 3)] } });
        Assert.True(Erc7715Requests.Erc20Periodic
            .Envelope(new() { TokenTerms = silent with { FeesUnlimited = true } })
            .FeesUnlimited);
    }

    [Fact]
    public void Several_permissions_do_not_replace_one_session()
    {
        JsonArray request = [Erc7715Requests.Erc20Periodic, Erc7715Requests.Erc20Allowance];
        TokenPermissionTerms terms = Erc7715Requests.Terms with
        {
            Replaces = new SessionId(Keccak256.Hash("old"u8)),
        };

        CheckRefused(
            "erc7715-terms-missing",
            "$[1]",
            Encoding.UTF8.GetBytes(request.ToJsonString()),
            new() { TokenTerms = terms });
    }

    [Theory]
    [InlineData(367)]
    [InlineData(-1)]
    public void Life_that_the_module_would_refuse_is_refused(int days)
    {
        JsonObject request = Erc7715Requests.Erc20Allowance
            .WithData("startTime", $"{Erc7715Requests.Start - (5 * 86_400)}")
            .WithExpiry(Erc7715Requests.Start + (days * 86_400));

        EnvelopeInvalidException refusal = Assert.Throws<EnvelopeInvalidException>(() => request.Import());

        Assert.Contains(refusal.Violations, violation => violation.Path == "$.expiresAt");
    }

    [Theory]
    [InlineData("0xacc0000000000000000000000000000000000001")]
    [InlineData("0x0000000000000000000000000000000000000009")]
    public void Payee_of_native_value_that_no_session_may_call_is_refused(string payee)
    {
        JsonObject request = Erc7715Requests.NativeAllowance
            .WithoutRule("payee")
            .WithRule(Erc7715Requests.Payee(Address.Parse(payee)));

        EnvelopeInvalidException refusal = Assert.Throws<EnvelopeInvalidException>(() => request.Import());

        Assert.Contains(refusal.Violations, violation => violation.Path == "$.capabilities[0].target");
    }

    private static SessionKeyException CheckRefused(
        string error, string path, byte[] request, Erc7715ImportOptions? options = null)
    {
        SessionKeyException refusal = Assert.ThrowsAny<SessionKeyException>(
            () => Erc7715Json.Import(request, options ?? Erc7715Requests.Options));
        Assert.Equal(error, refusal.Id);
        Assert.Equal(path, refusal is EnvelopeFormatException format
            ? format.Path
            : Assert.IsType<PermissionRefusedException>(refusal).Path);
        Assert.Matches(@"^\$.* was refused: .+; allowed is .+\. .+\.$", refusal.Message);
        return refusal;
    }

    [GeneratedRegex("0x[0-9a-fA-F]{40}")]
    private static partial Regex Addresses();

    private static string ReplaceFirst(string text, string old, string changed)
    {
        int index = text.IndexOf(old, StringComparison.Ordinal);
        return text[..index] + changed + text[(index + old.Length)..];
    }
}
