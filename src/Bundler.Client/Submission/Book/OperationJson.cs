using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// The JSON of a signed operation in a record: every field, in one order, in one notation. Not the form that bundlers
/// take, which leaves fields out and does not name the delegate of an EIP-7702 account.
/// </summary>
internal static class OperationJson
{
    public static void Write(Utf8JsonWriter writer, UserOperation operation)
    {
        writer.WriteStartObject("operation"u8);
        writer.WriteAddress("sender"u8, operation.Sender);
        writer.WriteQuantity("nonce"u8, operation.Nonce);
        WriteOptional(writer, "factory"u8, operation.Factory);
        writer.WriteBytes("factoryData"u8, operation.FactoryData.Span);
        WriteOptional(writer, "eip7702Delegate"u8, operation.Eip7702Delegate);
        writer.WriteBytes("callData"u8, operation.CallData.Span);
        writer.WriteQuantity("callGasLimit"u8, operation.CallGasLimit);
        writer.WriteQuantity("verificationGasLimit"u8, operation.VerificationGasLimit);
        writer.WriteQuantity("preVerificationGas"u8, operation.PreVerificationGas);
        writer.WriteQuantity("maxFeePerGas"u8, operation.MaxFeePerGas);
        writer.WriteQuantity("maxPriorityFeePerGas"u8, operation.MaxPriorityFeePerGas);
        WriteOptional(writer, "paymaster"u8, operation.Paymaster);
        writer.WriteQuantity("paymasterVerificationGasLimit"u8, operation.PaymasterVerificationGasLimit);
        writer.WriteQuantity("paymasterPostOpGasLimit"u8, operation.PaymasterPostOpGasLimit);
        writer.WriteBytes("paymasterData"u8, operation.PaymasterData.Span);
        writer.WriteBytes("paymasterSignature"u8, operation.PaymasterSignature.Span);
        writer.WriteBytes("signature"u8, operation.Signature.Span);
        writer.WriteEndObject();
    }

    public static UserOperation Read(ref RecordReader reader)
    {
        reader.StartObject("operation"u8);
        var operation = new UserOperation
        {
            Sender = reader.Address("sender"u8),
            Nonce = reader.Quantity("nonce"u8),
            Factory = ReadOptional(ref reader, "factory"u8),
            FactoryData = reader.Bytes("factoryData"u8),
            Eip7702Delegate = ReadOptional(ref reader, "eip7702Delegate"u8),
            CallData = reader.Bytes("callData"u8),
            CallGasLimit = reader.Quantity("callGasLimit"u8),
            VerificationGasLimit = reader.Quantity("verificationGasLimit"u8),
            PreVerificationGas = reader.Quantity("preVerificationGas"u8),
            MaxFeePerGas = reader.Quantity("maxFeePerGas"u8),
            MaxPriorityFeePerGas = reader.Quantity("maxPriorityFeePerGas"u8),
            Paymaster = ReadOptional(ref reader, "paymaster"u8),
            PaymasterVerificationGasLimit = reader.Quantity("paymasterVerificationGasLimit"u8),
            PaymasterPostOpGasLimit = reader.Quantity("paymasterPostOpGasLimit"u8),
            PaymasterData = reader.Bytes("paymasterData"u8),
            PaymasterSignature = reader.Bytes("paymasterSignature"u8),
            Signature = reader.Bytes("signature"u8),
        };
        reader.EndObject();
        return operation;
    }

    public static void WriteAuthorization(Utf8JsonWriter writer, Eip7702Authorization? authorization)
    {
        if (authorization is null)
        {
            writer.WriteNull("authorization"u8);
            return;
        }

        writer.WriteStartObject("authorization"u8);
        writer.WriteQuantity("chainId"u8, authorization.ChainId);
        writer.WriteAddress("address"u8, authorization.Address);
        writer.WriteNumber("nonce"u8, authorization.Nonce);
        writer.WriteBytes("signature"u8, authorization.Signature.ToArray());
        writer.WriteEndObject();
    }

    public static Eip7702Authorization? ReadAuthorization(ref RecordReader reader)
    {
        if (reader.IsNull("authorization"u8))
        {
            return null;
        }

        reader.StartObject("authorization"u8);
        var authorization = new Eip7702Authorization(
            reader.Quantity("chainId"u8),
            reader.Address("address"u8),
            reader.Unsigned("nonce"u8),
            reader.Signature("signature"u8));
        reader.EndObject();
        return authorization;
    }

    private static void WriteOptional(Utf8JsonWriter writer, ReadOnlySpan<byte> name, Address? address)
    {
        if (address is { } value)
        {
            writer.WriteAddress(name, value);
        }
        else
        {
            writer.WriteNull(name);
        }
    }

    private static Address? ReadOptional(ref RecordReader reader, ReadOnlySpan<byte> name) =>
        reader.IsNull(name) ? null : reader.Address(name);
}
