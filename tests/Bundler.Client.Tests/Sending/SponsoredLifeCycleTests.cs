using System.Text.Json;
using System.Text.Json.Nodes;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>The life cycle of sponsored operations, in the forms that services and EntryPoints have.</summary>
public sealed class SponsoredLifeCycleTests
{
    [Fact]
    public async Task Final_stub_spares_the_second_question()
    {
        await using LifeCycle cycle = new();
        cycle.Stub["isFinal"] = true;

        await cycle.Sender.SendAsync(cycle.Sponsored, cycle.Signer);

        Assert.Empty(cycle.Service.RequestsOf("pm_getPaymasterData"));
        Assert.Equal("0x0102", cycle.Sent("eth_sendUserOperation").GetProperty("paymasterData").GetString());
    }

    [Fact]
    public async Task Paymaster_is_asked_with_gas_only_after_the_estimate_and_without_a_signature()
    {
        await using LifeCycle cycle = new();

        await cycle.Sender.SendAsync(cycle.Sponsored, cycle.Signer);

        JsonElement stub = Assert.Single(cycle.Service.RequestsOf("pm_getPaymasterStubData")).Parameters;
        JsonElement final = Assert.Single(cycle.Service.RequestsOf("pm_getPaymasterData")).Parameters;
        Assert.Equal(
            ["sender", "nonce", "callData", "maxFeePerGas", "maxPriorityFeePerGas"],
            stub[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(
            [
                "sender", "nonce", "callData", "callGasLimit", "verificationGasLimit", "preVerificationGas",
                "paymasterVerificationGasLimit", "paymasterPostOpGasLimit", "maxFeePerGas", "maxPriorityFeePerGas",
            ],
            final[0].EnumerateObject().Select(member => member.Name));
        Assert.Equal(EntryPoints.V08.ToString(), final[1].GetString());
        Assert.Equal("0x7a69", final[2].GetString());
        Assert.Equal("{}", final[3].GetRawText());
    }

    [Fact]
    public async Task Context_is_sent_as_it_is_and_must_be_an_object()
    {
        await using LifeCycle cycle = new();
        using JsonDocument context = JsonDocument.Parse("""{"policyId":"p-1","more":[1]}""");
        using JsonDocument number = JsonDocument.Parse("7");
        UserOperationDraft With(JsonElement value) =>
            LifeCycle.Draft with { Sponsorship = cycle.Request with { Context = value } };

        await cycle.Sender.SendAsync(With(context.RootElement), cycle.Signer);
        await Assert.ThrowsAsync<ArgumentException>(
            () => cycle.Sender.SendAsync(With(number.RootElement), cycle.Signer));

        Assert.All(cycle.Service.Requests, request => Assert.Equal(
            """{"policyId":"p-1","more":[1]}""", request.Parameters[3].GetRawText()));
        Assert.Equal(2, cycle.Service.Requests.Count);
    }

    [Fact]
    public async Task Sponsor_is_shown_before_signing_and_may_be_declined()
    {
        await using LifeCycle cycle = new();
        cycle.Stub["sponsor"] = new JsonObject
        {
            ["name"] = "A shop",
            ["icon"] = "data:image/png;base64,AA==",
        };
        List<Sponsor?> shown = [];
        UserOperationDraft Asking(bool accepts) => LifeCycle.Draft with
        {
            Sponsorship = cycle.Request with
            {
                AcceptAsync = (stub, _) =>
                {
                    shown.Add(stub.Sponsor);
                    return ValueTask.FromResult(accepts);
                },
            },
        };

        BundlerException declined = await Assert.ThrowsAsync<BundlerException>(
            () => cycle.Sender.SendAsync(Asking(false), cycle.Signer));
        int signed = cycle.Signer.Signed;
        await cycle.Sender.SendAsync(Asking(true), cycle.Signer);

        Assert.Equal(BundlerErrorKind.PaymasterNotAllowed, declined.Kind);
        Assert.Equal(0, signed);
        Assert.Equal(1, cycle.Signer.Signed);
        Assert.All(shown, sponsor => Assert.Equal(new Sponsor("A shop", "data:image/png;base64,AA=="), sponsor));
    }

    [Fact]
    public async Task Term_without_a_paymaster_asks_nobody()
    {
        await using LifeCycle cycle = new();
        UserOperationDraft draft = LifeCycle.Draft with
        {
            Sponsorship = cycle.Request with { Term = PaymasterTerm.None },
        };

        BundlerException refused = await Assert.ThrowsAsync<BundlerException>(
            () => cycle.Sender.SendAsync(draft, cycle.Signer));

        Assert.Equal(BundlerErrorKind.PaymasterNotAllowed, refused.Kind);
        Assert.Empty(cycle.Service.Requests);
    }

    [Fact]
    public async Task Operation_for_v06_carries_paymaster_and_data_joined()
    {
        await using LifeCycle cycle = new(EntryPointVersion.V06);

        UserOperationReceipt receipt = await cycle.Sender.SendAsync(cycle.Sponsored, cycle.Signer);

        string expected = Hex.Format(LifeCycle.Paymaster.ToArray()) + "0304";
        Assert.True(receipt.IsSuccess);
        Assert.Equal(expected, cycle.Sent("eth_sendUserOperation").GetProperty("paymasterAndData").GetString());
        Assert.False(cycle.Sent("eth_sendUserOperation").TryGetProperty("paymaster", out _));
        Assert.True(cycle.Service.Requests[0].Parameters[0].TryGetProperty("initCode", out _));
    }

    [Fact]
    public async Task Paymaster_of_v09_signs_after_the_account_and_the_hash_stays()
    {
        await using LifeCycle cycle = new(EntryPointVersion.V09);
        cycle.Stub["paymasterSignature"] = "0x040506";

        await cycle.Sender.SendAsync(cycle.Sponsored, cycle.Signer);

        JsonElement sent = cycle.Sent("eth_sendUserOperation");
        Assert.Equal("0x070809", sent.GetProperty("paymasterSignature").GetString());
        Assert.Equal("0x0304", sent.GetProperty("paymasterData").GetString());
        Assert.Equal(
            "0x040506",
            cycle.Sent("eth_estimateUserOperationGas").GetProperty("paymasterSignature").GetString());
        Assert.Equal(2, cycle.Service.RequestsOf("pm_getPaymasterData").Count);
        UserOperation complete = cycle.Signer.LastOperation! with { PaymasterSignature = Hex.Parse("0x070809") };
        Assert.Equal(
            cycle.Signer.LastHash,
            UserOperationHasher.Hash(complete, EntryPointVersion.V09, EntryPoints.V09, Samples.ChainId));
    }

    [Fact]
    public async Task Late_signature_without_a_placeholder_is_refused_because_it_would_change_the_hash()
    {
        await using LifeCycle cycle = new(EntryPointVersion.V09);

        await Assert.ThrowsAsync<ArgumentException>(
            () => cycle.Request.Service.SignAsync(Samples.Operation, EntryPoints.V09));

        Assert.Empty(cycle.Service.Requests);
    }

    [Fact]
    public async Task Gas_limit_that_the_paymaster_leaves_open_is_the_bundlers()
    {
        await using LifeCycle cycle = new();
        cycle.Stub.Remove("paymasterVerificationGasLimit");
        cycle.Estimate["paymasterVerificationGasLimit"] = "0x9c40";
        cycle.Estimate["paymasterPostOpGasLimit"] = "0x1";

        await cycle.Sender.SendAsync(cycle.Sponsored, cycle.Signer);

        JsonElement sent = cycle.Sent("eth_sendUserOperation");
        Assert.Equal("0x9c40", sent.GetProperty("paymasterVerificationGasLimit").GetString());
        Assert.Equal("0x1388", sent.GetProperty("paymasterPostOpGasLimit").GetString());
    }

    [Fact]
    public async Task Unsponsored_operation_asks_no_service()
    {
        await using LifeCycle cycle = new();

        await cycle.Sender.SendAsync(LifeCycle.Draft, cycle.Signer);

        Assert.Empty(cycle.Service.Requests);
        Assert.False(cycle.Sent("eth_sendUserOperation").TryGetProperty("paymaster", out _));
    }
}
