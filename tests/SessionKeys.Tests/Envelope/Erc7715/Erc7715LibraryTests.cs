using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>What viem sends by its own action for this standard.</summary>
public sealed class Erc7715LibraryTests
{
    private const string Script = "tests/TestKit/Independent/permissions.mjs";

    private static readonly Erc7715ImportOptions Options =
        Erc7715Requests.Options with { ChainId = 31337, Account = Samples.Account };

    [Fact]
    public async Task Transfer_with_an_allowance_that_viem_sends_becomes_a_lifetime_budget()
    {
        string request = await SendAsync("""
            { "type": "erc20-token-transfer", "data": { "address": "TOKEN", "ticker": "USDC" },
              "policies": [{ "type": "token-allowance", "data": { "allowance": "50000000" } }], "required": true }
            """);
        Assert.Contains("\"wallet_grantPermissions\"", request, StringComparison.Ordinal);

        ImportedPermission imported =
            Assert.Single(Erc7715Json.Import(Encoding.UTF8.GetBytes(request), Options));

        Assert.Equal(
            Erc7715Requests.Erc20Allowance.Import().Document with { SessionKey = imported.Document.SessionKey },
            imported.Document);
        Assert.Equal(Samples.SessionKey, imported.Document.SessionKey);
        Assert.Equal("erc20-token-transfer", imported.PermissionType);
    }

    [Theory]
    [InlineData(
        """{ "type": "erc20-token-transfer", "data": { "address": "TOKEN", "ticker": "USDC" }, "policies": [] }""",
        "envelope-format",
        "$.params[0].permissions[0].data.allowance")]
    [InlineData(
        """{ "type": "contract-call", "data": { "address": "TOKEN", "calls": ["pause()"] }, "policies": [] }""",
        "erc7715-unsupported",
        "$.params[0].permissions[0].type")]
    [InlineData(
        """
        { "type": "native-token-transfer", "data": { "ticker": "ETH" },
          "policies": [{ "type": "gas-limit", "data": { "limit": "1000" } }] }
        """,
        "erc7715-unsupported",
        "$.params[0].permissions[0].policies[0].type")]
    [InlineData(
        """
        { "type": "native-token-transfer", "data": { "ticker": "ETH" },
          "policies": [{ "type": "token-allowance", "data": { "allowance": "1000" } }] }
        """,
        "erc7715-not-exact",
        "$.params[0].rules")]
    public async Task Permission_that_viem_sends_and_no_envelope_says_is_refused(
        string permission, string error, string path)
    {
        string request = await SendAsync(permission);

        SessionKeyException refusal = Assert.ThrowsAny<SessionKeyException>(
            () => Erc7715Json.Import(Encoding.UTF8.GetBytes(request), Options));

        Assert.Equal(error, refusal.Id);
        Assert.Equal(
            path, (refusal as EnvelopeFormatException)?.Path ?? (refusal as PermissionRefusedException)?.Path);
    }

    private static async Task<string> SendAsync(string permission)
    {
        JsonObject input = new()
        {
            ["expiry"] = Erc7715Requests.Start + (7 * 86_400),
            ["sessionKey"] = Samples.SessionKey.ToString(),
            ["permission"] = JsonNode.Parse(
                permission.Replace("TOKEN", Samples.Token.ToString(), StringComparison.Ordinal)),
        };
        return await NodeScript.RunAsync(Script, JsonSerializer.Serialize(input));
    }
}
