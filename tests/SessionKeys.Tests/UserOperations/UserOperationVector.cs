using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>One entry of tests/vectors/userop-hash.json: an operation and the hash that viem computes.</summary>
internal sealed record UserOperationVector(
    string Name, EntryPointVersion Version, Address EntryPoint, ulong ChainId, UserOperation Operation, string Hash)
{
    public static IReadOnlyList<UserOperationVector> All { get; } =
        [.. RepositoryFiles.ReadVectors("userop-hash.json").GetProperty("vectors").EnumerateArray().Select(Read)];

    public string Key => $"{Version}: {Name}";

    public static UserOperationVector Find(string key) => All.Single(vector => vector.Key == key);

    public static EntryPointVersion ReadVersion(JsonElement vector) => vector.GetProperty("version").GetString() switch
    {
        "0.7" => EntryPointVersion.V07,
        "0.8" => EntryPointVersion.V08,
        "0.9" => EntryPointVersion.V09,
        string other => throw new InvalidOperationException($"Unknown version {other}."),
        null => throw new InvalidOperationException("No version."),
    };

    private static UserOperationVector Read(JsonElement vector) => new(
        vector.GetProperty("name").GetString()!,
        ReadVersion(vector),
        Address.Parse(vector.GetProperty("entryPoint").GetString()!),
        vector.GetProperty("chainId").GetUInt64(),
        ReadOperation(vector.GetProperty("userOperation"), ReadAddress(vector, "delegate")),
        vector.GetProperty("hash").GetString()!);

    private static UserOperation ReadOperation(JsonElement json, Address? delegated) => new()
    {
        Sender = ReadAddress(json, "sender")!.Value,
        Nonce = ReadNumber(json, "nonce"),
        Factory = ReadFactory(json),
        FactoryData = ReadBytes(json, "factoryData"),
        Eip7702Delegate = delegated,
        CallData = ReadBytes(json, "callData"),
        CallGasLimit = ReadNumber(json, "callGasLimit"),
        VerificationGasLimit = ReadNumber(json, "verificationGasLimit"),
        PreVerificationGas = ReadNumber(json, "preVerificationGas"),
        MaxFeePerGas = ReadNumber(json, "maxFeePerGas"),
        MaxPriorityFeePerGas = ReadNumber(json, "maxPriorityFeePerGas"),
        Paymaster = ReadAddress(json, "paymaster"),
        PaymasterVerificationGasLimit = ReadNumber(json, "paymasterVerificationGasLimit"),
        PaymasterPostOpGasLimit = ReadNumber(json, "paymasterPostOpGasLimit"),
        PaymasterData = ReadBytes(json, "paymasterData"),
        PaymasterSignature = ReadBytes(json, "paymasterSignature"),
        Signature = ReadBytes(json, "signature"),
    };

    /// <summary>Bundlers take the mark of an EIP-7702 account in two forms.</summary>
    private static Address? ReadFactory(JsonElement json) =>
        json.TryGetProperty("factory", out JsonElement factory) && factory.GetString() == "0x7702"
            ? UserOperation.Eip7702Factory
            : ReadAddress(json, "factory");

    private static Address? ReadAddress(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? Address.Parse(value.GetString()!) : null;

    private static UInt256 ReadNumber(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? UInt256.Parse(value.GetString()!) : 0;

    private static byte[] ReadBytes(JsonElement json, string name) =>
        json.TryGetProperty(name, out JsonElement value) ? Hex.Parse(value.GetString()!) : [];
}
