using System.Text;
using System.Text.Json;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class UserOperationJsonTests
{
    private const string Head =
        """{"sender":"0x1721587a8ac7cc1a31d6eb5bae0c8485c4072979","nonce":"0x10000000000000000",""";

    private const string Gas = """
        "callData":"0xb61d27f6","callGasLimit":"0x9597","verificationGasLimit":"0x4644d","preVerificationGas":"0xc03a",
        "maxFeePerGas":"0x3c299b3a","maxPriorityFeePerGas":"0x3b9aca00",
        """;

    private const string Tail = """ "signature":"0xffff1c"}""";

    private static readonly Address Other = Address.Parse("0x13e9ed32155810fdbd067d4522c492d6f68e5944");

    [Fact]
    public void Plain_operation_has_no_factory_and_no_paymaster()
    {
        Assert.Equal(Compact(Head + Gas + Tail), Write(Samples.Operation));
    }

    [Fact]
    public void Factory_and_its_data_are_separate_fields()
    {
        UserOperation operation = Samples.Operation with { Factory = Other, FactoryData = Hex.Parse("0x5fbfb9cf") };

        Assert.Equal(
            Compact(Head + $$"""
                "factory":"0x13e9ed32155810fdbd067d4522c492d6f68e5944","factoryData":"0x5fbfb9cf",
                """ + Gas + Tail),
            Write(operation));
    }

    [Fact]
    public void Paymaster_has_its_gas_its_data_and_its_signature()
    {
        UserOperation operation = Samples.Operation with
        {
            Paymaster = Other,
            PaymasterVerificationGasLimit = 1UL,
            PaymasterPostOpGasLimit = 2UL,
            PaymasterData = Hex.Parse("0x03"),
        };
        const string paymaster = """
            "paymaster":"0x13e9ed32155810fdbd067d4522c492d6f68e5944","paymasterVerificationGasLimit":"0x1",
            "paymasterPostOpGasLimit":"0x2","paymasterData":"0x03",
            """;

        Assert.Equal(Compact(Head + Gas + paymaster + Tail), Write(operation));
        Assert.Equal(
            Compact(Head + Gas + paymaster + """ "paymasterSignature":"0x04", """ + Tail),
            Write(operation with { PaymasterSignature = Hex.Parse("0x04") }));
    }

    [Fact]
    public void Eip7702_account_has_the_short_mark_and_its_authorization()
    {
        UserOperation operation = Samples.Operation with
        {
            Factory = UserOperation.Eip7702Factory,
            Eip7702Delegate = Other,
        };
        var authorization = new Eip7702Authorization(
            31337UL, Other, 3, new EcdsaSignature(Samples.Hash(1), Samples.Hash(2), 28));

        Assert.Equal(
            Compact(Head + """ "factory":"0x7702","factoryData":"0x", """ + Gas + $$"""
                "signature":"0xffff1c","eip7702Auth":{"chainId":"0x7a69",
                "address":"0x13e9ed32155810fdbd067d4522c492d6f68e5944","nonce":"0x3","yParity":"0x1",
                "r":"{{Samples.Hash(1)}}","s":"{{Samples.Hash(2)}}" } }
                """),
            Write(operation, authorization));
    }

    [Fact]
    public void Estimate_leaves_an_unknown_verification_gas_limit_out_and_keeps_the_call_gas_limit()
    {
        UserOperation operation = Samples.Operation with
        {
            CallGasLimit = UInt256.Zero,
            VerificationGasLimit = UInt256.Zero,
            PreVerificationGas = UInt256.Zero,
        };

        using JsonDocument document = JsonDocument.Parse(Write(operation, isEstimate: true));

        Assert.Equal("0x0", document.RootElement.GetProperty("callGasLimit").GetString());
        Assert.Equal("0x0", document.RootElement.GetProperty("preVerificationGas").GetString());
        Assert.False(document.RootElement.TryGetProperty("verificationGasLimit", out _));
    }

    [Fact]
    public void Long_call_data_is_written_completely()
    {
        byte[] callData = [.. Enumerable.Range(0, 5000).Select(i => (byte)(i % 256))];

        using JsonDocument document = JsonDocument.Parse(Write(Samples.Operation with { CallData = callData }));

        Assert.Equal(Hex.Format(callData), document.RootElement.GetProperty("callData").GetString());
    }

    [Fact]
    public void Written_operation_is_read_back()
    {
        UserOperation operation = Samples.Operation with
        {
            Factory = Other,
            FactoryData = Hex.Parse("0x5fbfb9cf"),
            Paymaster = Other,
            PaymasterVerificationGasLimit = 1UL,
            PaymasterPostOpGasLimit = 2UL,
            PaymasterData = Hex.Parse("0x03"),
            PaymasterSignature = Hex.Parse("0x04"),
        };

        Assert.Equal(operation, Read(Write(operation)));
        Assert.Equal(Samples.Operation, Read(Write(Samples.Operation)));
    }

    [Theory]
    [InlineData("0x7702")]
    [InlineData("0x7702000000000000000000000000000000000000")]
    public void Both_forms_of_the_Eip7702_mark_are_read(string mark)
    {
        string json = Write(Samples.Operation with { Factory = Other })
            .Replace("0x13e9ed32155810fdbd067d4522c492d6f68e5944", mark, StringComparison.Ordinal);

        Assert.Equal(UserOperation.Eip7702Factory, Read(json).Factory);
    }

    [Fact]
    public void Operation_of_the_old_EntryPoint_is_refused_by_name()
    {
        BundlerException error = Assert.Throws<BundlerException>(() => Read(Head + """ "initCode":"0x"} """));

        Assert.Equal(BundlerErrorKind.MalformedReply, error.Kind);
        Assert.Contains("'result.initCode'", error.Message, StringComparison.Ordinal);
        Assert.Contains("v0.7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Operation_for_v06_joins_factory_and_paymaster_with_their_data()
    {
        UserOperation operation = Samples.Operation with
        {
            Factory = Other,
            FactoryData = Hex.Parse("0x5fbfb9cf"),
            Paymaster = Other,
            PaymasterData = Hex.Parse("0x03"),
        };
        string json = Write(operation, version: EntryPointVersion.V06);

        Assert.Equal(
            Compact(Head + """ "initCode":"0x13e9ed32155810fdbd067d4522c492d6f68e59445fbfb9cf", """ + Gas
                + """ "paymasterAndData":"0x13e9ed32155810fdbd067d4522c492d6f68e594403", """ + Tail),
            json);
        Assert.Equal(operation, Read(json, EntryPointVersion.V06));
    }

    [Fact]
    public void Operation_for_v06_without_factory_and_paymaster_has_both_fields_empty()
    {
        string json = Write(Samples.Operation, version: EntryPointVersion.V06);

        Assert.Contains("\"initCode\":\"0x\"", json, StringComparison.Ordinal);
        Assert.Contains("\"paymasterAndData\":\"0x\"", json, StringComparison.Ordinal);
        Assert.Equal(Samples.Operation, Read(json, EntryPointVersion.V06));
    }

    [Theory]
    [InlineData("initCode")]
    [InlineData("paymasterAndData")]
    public void Operation_for_v06_with_less_than_an_address_is_refused_by_name(string field)
    {
        string json = Write(Samples.Operation, version: EntryPointVersion.V06)
            .Replace($"\"{field}\":\"0x\"", $"\"{field}\":\"0x0102\"", StringComparison.Ordinal);

        BundlerException error = Assert.Throws<BundlerException>(() => Read(json, EntryPointVersion.V06));

        Assert.Contains($"'result.{field}'", error.Message, StringComparison.Ordinal);
    }

    private static string Write(
        UserOperation operation,
        Eip7702Authorization? authorization = null,
        bool isEstimate = false,
        EntryPointVersion version = EntryPointVersion.V08)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            if (isEstimate)
            {
                UserOperationJson.WriteForEstimate(writer, operation, version, authorization);
            }
            else
            {
                UserOperationJson.Write(writer, operation, version, authorization);
            }
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static UserOperation Read(string json, EntryPointVersion version = EntryPointVersion.V08)
    {
        using JsonDocument document = JsonDocument.Parse(json);
        var exchange = new RpcExchange("eth_getUserOperationByHash", new Uri("http://127.0.0.1:1/"), 200);
        return UserOperationJson.Read(new RpcValue(document.RootElement, "result", exchange), version);
    }

    private static string Compact(string json) => json
        .ReplaceLineEndings(string.Empty)
        .Replace(" ", string.Empty, StringComparison.Ordinal);
}
