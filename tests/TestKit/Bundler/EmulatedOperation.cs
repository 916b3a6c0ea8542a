using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>An operation in an emulated mempool, as it came over the wire.</summary>
/// <param name="Operation">The operation.</param>
/// <param name="Hash">Its hash.</param>
/// <param name="Json">The JSON that was sent.</param>
public sealed record EmulatedOperation(UserOperation Operation, UserOperationHash Hash, string Json)
{
    /// <summary>Reads the unpacked JSON of EntryPoint v0.7 and later.</summary>
    /// <param name="json">The operation.</param>
    /// <param name="chainId">The chain's id.</param>
    /// <param name="version">The EntryPoint's version.</param>
    /// <param name="delegate">To what the account delegates already (EIP-7702), or null.</param>
    public static EmulatedOperation Read(
        JsonElement json,
        UInt256 chainId,
        EntryPointVersion version = EntryPointVersion.V08,
        Address? @delegate = null)
    {
        UserOperation operation = new()
        {
            Sender = Address.Parse(json.GetProperty("sender").GetString()!),
            Nonce = Quantity(json, "nonce"),
            Factory = Text(json, "factory") switch
            {
                null => null,
                "0x7702" => UserOperation.Eip7702Factory,
                { } factory => Address.Parse(factory),
            },
            FactoryData = Bytes(json, "factoryData"),
            Eip7702Delegate = json.TryGetProperty("eip7702Auth", out JsonElement authorization)
                ? Address.Parse(authorization.GetProperty("address").GetString()!)
                : @delegate,
            CallData = Bytes(json, "callData"),
            CallGasLimit = Quantity(json, "callGasLimit"),
            VerificationGasLimit = Quantity(json, "verificationGasLimit"),
            PreVerificationGas = Quantity(json, "preVerificationGas"),
            MaxFeePerGas = Quantity(json, "maxFeePerGas"),
            MaxPriorityFeePerGas = Quantity(json, "maxPriorityFeePerGas"),
            Paymaster = Text(json, "paymaster") is { } paymaster ? Address.Parse(paymaster) : null,
            PaymasterData = Bytes(json, "paymasterData"),
            PaymasterVerificationGasLimit = Quantity(json, "paymasterVerificationGasLimit"),
            PaymasterPostOpGasLimit = Quantity(json, "paymasterPostOpGasLimit"),
            PaymasterSignature = Bytes(json, "paymasterSignature"),
            Signature = Bytes(json, "signature"),
        };
        return new EmulatedOperation(
            operation,
            UserOperationHasher.Hash(operation, version, EntryPoints.AddressOf(version), chainId),
            json.GetRawText());
    }

    private static string? Text(JsonElement json, string field) =>
        json.TryGetProperty(field, out JsonElement value) ? value.GetString() : null;

    private static UInt256 Quantity(JsonElement json, string field) =>
        Text(json, field) is { } text ? UInt256.Parse(text) : UInt256.Zero;

    private static byte[] Bytes(JsonElement json, string field) => Text(json, field) is { } text ? Hex.Parse(text) : [];
}
