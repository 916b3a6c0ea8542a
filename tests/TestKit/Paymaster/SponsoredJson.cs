using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>Reads the operation that a paymaster's service is asked to pay for.</summary>
internal static class SponsoredJson
{
    public static UserOperation Read(JsonElement json) => new()
    {
        Sender = Address.Parse(json.GetProperty("sender").GetString()!),
        Nonce = Number(json, "nonce"),
        Factory = Factory(json),
        FactoryData = Bytes(json, "factoryData"),
        CallData = Bytes(json, "callData"),
        CallGasLimit = Number(json, "callGasLimit"),
        VerificationGasLimit = Number(json, "verificationGasLimit"),
        PreVerificationGas = Number(json, "preVerificationGas"),
        MaxFeePerGas = Number(json, "maxFeePerGas"),
        MaxPriorityFeePerGas = Number(json, "maxPriorityFeePerGas"),
        Paymaster = Address.Zero, // the packing wants one beside its gas; the signer puts its own there
        PaymasterVerificationGasLimit = Number(json, "paymasterVerificationGasLimit"),
        PaymasterPostOpGasLimit = Number(json, "paymasterPostOpGasLimit"),
        Signature = Bytes(json, "signature"),
    };

    private static Address? Factory(JsonElement json) =>
        !json.TryGetProperty("factory", out JsonElement factory) ? null
        : factory.GetString() == "0x7702" ? UserOperation.Eip7702Factory
        : Address.Parse(factory.GetString()!);

    private static UInt256 Number(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? UInt256.Parse(value.GetString()!) : UInt256.Zero;

    private static byte[] Bytes(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? Hex.Parse(value.GetString()!) : [];
}
