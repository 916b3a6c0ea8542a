using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>The unpacked JSON form of operations for EntryPoint v0.7 and later (ERC-7769).</summary>
internal static class UserOperationJson
{
    /// <summary>Writes an operation that is to be sent.</summary>
    public static void Write(Utf8JsonWriter writer, UserOperation operation, Eip7702Authorization? authorization) =>
        Write(writer, operation, authorization, isEstimate: false);

    /// <summary>
    /// Writes an operation whose gas is to be estimated: a <c>verificationGasLimit</c> of zero is left out, because the
    /// reference bundler would take it for the limit; <c>callGasLimit</c> is always there, because it wants one.
    /// </summary>
    public static void WriteForEstimate(
        Utf8JsonWriter writer, UserOperation operation, Eip7702Authorization? authorization) =>
        Write(writer, operation, authorization, isEstimate: true);

    /// <summary>Reads an operation that a bundler holds.</summary>
    public static UserOperation Read(RpcValue operation)
    {
        if (operation.Optional("initCode") is { } initCode)
        {
            throw initCode.Refuse("an operation for EntryPoint v0.7 or later, without this field of v0.6");
        }

        return new UserOperation
        {
            Sender = operation.Field("sender").Address(),
            Nonce = operation.Field("nonce").Quantity(),
            Factory = ReadFactory(operation.Optional("factory")),
            FactoryData = operation.Optional("factoryData")?.Bytes(),
            Eip7702Delegate = operation.Optional("eip7702Auth")?.Optional("address")?.Address(),
            CallData = operation.Field("callData").Bytes(),
            CallGasLimit = operation.Field("callGasLimit").GasQuantity(),
            VerificationGasLimit = operation.Field("verificationGasLimit").GasQuantity(),
            PreVerificationGas = operation.Field("preVerificationGas").Quantity(),
            MaxFeePerGas = operation.Field("maxFeePerGas").GasQuantity(),
            MaxPriorityFeePerGas = operation.Field("maxPriorityFeePerGas").GasQuantity(),
            Paymaster = operation.Optional("paymaster")?.Address(),
            PaymasterVerificationGasLimit =
                operation.Optional("paymasterVerificationGasLimit")?.GasQuantity() ?? UInt256.Zero,
            PaymasterPostOpGasLimit = operation.Optional("paymasterPostOpGasLimit")?.GasQuantity() ?? UInt256.Zero,
            PaymasterData = operation.Optional("paymasterData")?.Bytes(),
            PaymasterSignature = operation.Optional("paymasterSignature")?.Bytes(),
            Signature = operation.Field("signature").Bytes(),
        };
    }

    private static void Write(
        Utf8JsonWriter writer, UserOperation operation, Eip7702Authorization? authorization, bool isEstimate)
    {
        writer.WriteStartObject();
        writer.WriteAddress("sender"u8, operation.Sender);
        writer.WriteQuantity("nonce"u8, operation.Nonce);
        WriteFactory(writer, operation);
        writer.WriteBytes("callData"u8, operation.CallData.Span);
        writer.WriteQuantity("callGasLimit"u8, operation.CallGasLimit);
        if (!isEstimate || !operation.VerificationGasLimit.IsZero)
        {
            writer.WriteQuantity("verificationGasLimit"u8, operation.VerificationGasLimit);
        }

        writer.WriteQuantity("preVerificationGas"u8, operation.PreVerificationGas);
        writer.WriteQuantity("maxFeePerGas"u8, operation.MaxFeePerGas);
        writer.WriteQuantity("maxPriorityFeePerGas"u8, operation.MaxPriorityFeePerGas);
        WritePaymaster(writer, operation);
        writer.WriteBytes("signature"u8, operation.Signature.Span);
        if (authorization is not null)
        {
            writer.WritePropertyName("eip7702Auth"u8);
            authorization.Write(writer);
        }

        writer.WriteEndObject();
    }

    /// <summary>Alto takes the EIP-7702 mark only in its short form, two bytes without the zeros.</summary>
    private static void WriteFactory(Utf8JsonWriter writer, UserOperation operation)
    {
        if (operation.Factory is not { } factory)
        {
            return;
        }

        if (factory == UserOperation.Eip7702Factory)
        {
            writer.WriteString("factory"u8, "0x7702"u8);
        }
        else
        {
            writer.WriteAddress("factory"u8, factory);
        }

        writer.WriteBytes("factoryData"u8, operation.FactoryData.Span);
    }

    private static void WritePaymaster(Utf8JsonWriter writer, UserOperation operation)
    {
        if (operation.Paymaster is not { } paymaster)
        {
            return;
        }

        writer.WriteAddress("paymaster"u8, paymaster);
        writer.WriteQuantity("paymasterVerificationGasLimit"u8, operation.PaymasterVerificationGasLimit);
        writer.WriteQuantity("paymasterPostOpGasLimit"u8, operation.PaymasterPostOpGasLimit);
        writer.WriteBytes("paymasterData"u8, operation.PaymasterData.Span);
        if (!operation.PaymasterSignature.IsEmpty)
        {
            writer.WriteBytes("paymasterSignature"u8, operation.PaymasterSignature.Span);
        }
    }

    private static Address? ReadFactory(RpcValue? factory) =>
        factory is { } value && value.Text() == "0x7702" ? UserOperation.Eip7702Factory : factory?.Address();
}
