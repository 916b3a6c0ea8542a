using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>An account contract that accepts every operation, but only from a moment on.</summary>
internal static class DelayedAccount
{
    public static async Task<Address> CreateAsync(AnvilClient node, DateTimeOffset due)
    {
        Address account = Address.Parse("0x00000000000000000000000000000000DE1A7ED0");
        byte[] validationData = new byte[32];
        (UInt256.One * (ulong)due.ToUnixTimeSeconds() << 208).WriteBigEndian(validationData);

        // Answers every call with the validation data: PUSH32, PUSH0, MSTORE, PUSH1 32, PUSH0, RETURN.
        byte[] code = [0x7f, .. validationData, 0x5f, 0x52, 0x60, 0x20, 0x5f, 0xf3];
        await node.SetCodeAsync(account, code);
        byte[] depositTo = [.. Hex.Parse("0xb760faf9"), .. new byte[12], .. account.ToArray()];
        await node.SendTransactionAsync(
            CanonicalEntryPoint.V07.Address, depositTo, valueWei: UInt256.Parse("1000000000000000000"));
        return account;
    }

    public static async Task<Hash32> SendOperationAsync(DevChain chain, Address account)
    {
        string operation = $$"""
            {"sender":"{{account}}","nonce":"0x0","callData":"0x","signature":"0x","callGasLimit":"0x10000",
             "verificationGasLimit":"0x20000","preVerificationGas":"0x20000","maxFeePerGas":"0x77359400",
             "maxPriorityFeePerGas":"0x3b9aca00"}
            """;
        JsonElement hash = await chain.Bundler.Rpc.CallAsync(
            "eth_sendUserOperation",
            parameters =>
            {
                parameters.WriteRawValue(operation);
                parameters.WriteStringValue(CanonicalEntryPoint.V07.Address.ToString());
            });
        return Hash32.Parse(hash.GetString()!);
    }
}
