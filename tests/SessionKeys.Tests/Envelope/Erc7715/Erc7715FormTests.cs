using System.Text.Json.Nodes;

namespace SessionKeys.Tests;

/// <summary>The forms in which one request is written, in the standard and its drafts.</summary>
public sealed class Erc7715FormTests
{
    [Theory]
    [InlineData("wallet_requestExecutionPermissions")]
    [InlineData("wallet_grantPermissions")]
    [InlineData("wallet_issuePermissions")]
    public void Request_is_read_bare_as_parameters_and_as_a_whole(string method)
    {
        JsonObject request = Erc7715Requests.Erc20Periodic;
        JsonArray parameters = [request.DeepClone()];
        JsonObject plain = new() { ["method"] = method, ["params"] = parameters.DeepClone() };
        JsonObject call = new()
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 1,
            ["method"] = method,
            ["params"] = parameters.DeepClone(),
        };

        ImportedPermission imported = request.Import();

        Assert.All((JsonNode[])[parameters, plain, call], form => Assert.Equal(imported, form.Import()));
    }

    [Fact]
    public void Form_of_the_drafts_with_signer_address_and_expiry_says_the_same()
    {
        JsonObject draft = Erc7715Requests.Erc20Periodic.WithoutRule("expiry");
        foreach ((string name, string old) in (ReadOnlySpan<(string, string)>)[("from", "address"), ("to", "signer")])
        {
            JsonNode value = draft[name]!.DeepClone();
            draft.Remove(name);
            draft[old] = old == "address" ? value : new JsonObject
            {
                ["type"] = "account",
                ["data"] = new JsonObject { ["address"] = value },
            };
        }

        draft["expiry"] = Erc7715Requests.Start + (7 * 86_400);
        draft["chainId"] = 31337;
        draft["policies"] = new JsonArray();
        draft["permission"]!.AsObject().Remove("isAdjustmentAllowed");
        draft["isAdjustmentAllowed"] = true;

        ImportedPermission imported = draft.Import();

        Assert.Equal(Erc7715Requests.Erc20Periodic.Import().Document, imported.Document);
        Assert.True(imported.IsAdjustmentAllowed);
    }
}
