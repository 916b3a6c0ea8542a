using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>The JSON forms of operations: one for EntryPoint v0.6, one for v0.7 and later (ERC-7769).</summary>
internal static class UserOperationJson
{
    /// <summary>Writes an operation that is to be sent.</summary>
    public static void Write(
        Utf8JsonWriter writer,
        UserOperation operation,
        EntryPointVersion version,
        Eip7702Authorization? authorization)
    {
        writer.WriteStartObject();
        WriteHead(writer, operation, version);
        writer.WriteQuantity("callGasLimit"u8, operation.CallGasLimit);
        writer.WriteQuantity("verificationGasLimit"u8, operation.VerificationGasLimit);
        writer.WriteQuantity("preVerificationGas"u8, operation.PreVerificationGas);
        WriteFees(writer, operation);
        WritePaymaster(writer, operation, version);
        WriteTail(writer, operation, authorization);
    }

    /// <summary>
    /// Writes an operation whose gas is to be estimated: a <c>verificationGasLimit</c> of zero is left out, because the
    /// reference bundler would take it for the limit; <c>callGasLimit</c> is always there, because it wants one.
    /// </summary>
    public static void WriteForEstimate(
        Utf8JsonWriter writer,
        UserOperation operation,
        EntryPointVersion version,
        Eip7702Authorization? authorization)
    {
        writer.WriteStartObject();
        WriteHead(writer, operation, version);
        writer.WriteQuantity("callGasLimit"u8, operation.CallGasLimit);
        WriteUnlessZero(writer, "verificationGasLimit"u8, operation.VerificationGasLimit);
        writer.WriteQuantity("preVerificationGas"u8, operation.PreVerificationGas);
        WriteFees(writer, operation);
        WritePaymaster(writer, operation, version);
        WriteTail(writer, operation, authorization);
    }

    /// <summary>
    /// Writes an operation for a paymaster's service (ERC-7677): without its paymaster, and with the account's
    /// signature only where the paymaster signs after the account. Gas that is not known yet is left out.
    /// </summary>
    public static void WriteForPaymaster(
        Utf8JsonWriter writer,
        UserOperation operation,
        EntryPointVersion version,
        Eip7702Authorization? authorization,
        bool isSigned)
    {
        writer.WriteStartObject();
        WriteHead(writer, operation, version);
        WriteUnlessZero(writer, "callGasLimit"u8, operation.CallGasLimit);
        WriteUnlessZero(writer, "verificationGasLimit"u8, operation.VerificationGasLimit);
        WriteUnlessZero(writer, "preVerificationGas"u8, operation.PreVerificationGas);
        WriteUnlessZero(writer, "paymasterVerificationGasLimit"u8, operation.PaymasterVerificationGasLimit);
        WriteUnlessZero(writer, "paymasterPostOpGasLimit"u8, operation.PaymasterPostOpGasLimit);
        WriteFees(writer, operation);
        if (isSigned)
        {
            writer.WriteBytes("signature"u8, operation.Signature.Span);
        }

        WriteAuthorization(writer, authorization);
        writer.WriteEndObject();
    }

    /// <summary>Reads an operation that a bundler holds.</summary>
    public static UserOperation Read(RpcValue operation, EntryPointVersion version)
    {
        bool isV06 = version == EntryPointVersion.V06;
        (Address? factory, byte[]? factoryData) = isV06
            ? ReadJoined(operation.Field("initCode"))
            : (ReadFactory(Modern(operation, "factory", "initCode")), operation.Optional("factoryData")?.Bytes());
        (Address? paymaster, byte[]? paymasterData) = isV06
            ? ReadJoined(operation.Field("paymasterAndData"))
            : (Modern(operation, "paymaster", "paymasterAndData")?.Address(),
                operation.Optional("paymasterData")?.Bytes());
        return new UserOperation
        {
            Sender = operation.Field("sender").Address(),
            Nonce = operation.Field("nonce").Quantity(),
            Factory = factory,
            FactoryData = factoryData,
            Eip7702Delegate = operation.Optional("eip7702Auth")?.Optional("address")?.Address(),
            CallData = operation.Field("callData").Bytes(),
            CallGasLimit = operation.Field("callGasLimit").GasQuantity(),
            VerificationGasLimit = operation.Field("verificationGasLimit").GasQuantity(),
            PreVerificationGas = operation.Field("preVerificationGas").Quantity(),
            MaxFeePerGas = operation.Field("maxFeePerGas").GasQuantity(),
            MaxPriorityFeePerGas = operation.Field("maxPriorityFeePerGas").GasQuantity(),
            Paymaster = paymaster,
            PaymasterVerificationGasLimit = ReadGas(operation, "paymasterVerificationGasLimit"),
            PaymasterPostOpGasLimit = ReadGas(operation, "paymasterPostOpGasLimit"),
            PaymasterData = paymasterData,
            PaymasterSignature = operation.Optional("paymasterSignature")?.Bytes(),
            Signature = operation.Field("signature").Bytes(),
        };
    }

    /// <summary>Reads a contract and what is for it, joined as EntryPoint v0.6 has them; nothing is none.</summary>
    public static (Address? Contract, byte[] Tail) ReadJoined(RpcValue joined)
    {
        byte[] bytes = joined.Bytes();
        return bytes.Length switch
        {
            0 => (null, []),
            < Address.Length => throw joined.Refuse("nothing, or an address of 20 bytes and more bytes behind it"),
            _ => (Address.FromBytes(bytes.AsSpan(0, Address.Length)), bytes[Address.Length..]),
        };
    }

    private static void WriteHead(Utf8JsonWriter writer, UserOperation operation, EntryPointVersion version)
    {
        writer.WriteAddress("sender"u8, operation.Sender);
        writer.WriteQuantity("nonce"u8, operation.Nonce);
        if (version == EntryPointVersion.V06)
        {
            writer.WriteBytes("initCode"u8, UserOperationV06.InitCode(operation));
        }
        else
        {
            WriteFactory(writer, operation);
        }

        writer.WriteBytes("callData"u8, operation.CallData.Span);
    }

    private static void WriteFees(Utf8JsonWriter writer, UserOperation operation)
    {
        writer.WriteQuantity("maxFeePerGas"u8, operation.MaxFeePerGas);
        writer.WriteQuantity("maxPriorityFeePerGas"u8, operation.MaxPriorityFeePerGas);
    }

    private static void WriteTail(
        Utf8JsonWriter writer, UserOperation operation, Eip7702Authorization? authorization)
    {
        writer.WriteBytes("signature"u8, operation.Signature.Span);
        WriteAuthorization(writer, authorization);
        writer.WriteEndObject();
    }

    private static void WriteAuthorization(Utf8JsonWriter writer, Eip7702Authorization? authorization)
    {
        if (authorization is not null)
        {
            writer.WritePropertyName("eip7702Auth"u8);
            authorization.Write(writer);
        }
    }

    private static void WriteUnlessZero(Utf8JsonWriter writer, ReadOnlySpan<byte> name, UInt256 value)
    {
        if (!value.IsZero)
        {
            writer.WriteQuantity(name, value);
        }
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

    private static void WritePaymaster(Utf8JsonWriter writer, UserOperation operation, EntryPointVersion version)
    {
        if (version == EntryPointVersion.V06)
        {
            writer.WriteBytes("paymasterAndData"u8, UserOperationV06.PaymasterAndData(operation));
            return;
        }

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

    /// <summary>A member of v0.7 and later, in an operation that must not have the one of v0.6.</summary>
    private static RpcValue? Modern(RpcValue operation, string name, string old) =>
        operation.Optional(old) is { } oldField
            ? throw oldField.Refuse("an operation for EntryPoint v0.7 or later, without this field of v0.6")
            : operation.Optional(name);

    private static UInt256 ReadGas(RpcValue operation, string name) =>
        operation.Optional(name)?.GasQuantity() ?? UInt256.Zero;

    private static Address? ReadFactory(RpcValue? factory) =>
        factory is { } value && value.Text() == "0x7702" ? UserOperation.Eip7702Factory : factory?.Address();
}
