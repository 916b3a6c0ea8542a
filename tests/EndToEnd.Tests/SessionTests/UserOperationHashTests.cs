using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The hash computed here equals the EntryPoint's own, for every shape of operation.</summary>
public sealed class UserOperationHashTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private static readonly Address Other = Address.Parse("0x1111111111111111111111111111111111111111");

    private static readonly UserOperation Plain = new()
    {
        Sender = Address.Parse("0x2222222222222222222222222222222222222222"),
        Nonce = UInt256.MaxValue,
        CallData = new byte[] { 1, 2, 3 },
        CallGasLimit = 4,
        VerificationGasLimit = 5,
        PreVerificationGas = 6,
        MaxFeePerGas = 7,
        MaxPriorityFeePerGas = 8,
        Signature = new byte[] { 9 },
    };

    private static readonly UserOperation Sponsored = Plain with
    {
        Paymaster = Other,
        PaymasterVerificationGasLimit = 10,
        PaymasterPostOpGasLimit = 11,
        PaymasterData = new byte[] { 12, 13 },
    };

    public static TheoryData<string, UserOperation> Shapes => new()
    {
        { "plain", Plain },
        { "empty call data", Plain with { CallData = Array.Empty<byte>() } },
        { "factory", Plain with { Factory = Other, FactoryData = new byte[] { 14 } } },
        { "paymaster", Sponsored },
        { "factory and paymaster", Sponsored with { Factory = Other } },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Hash_of_a_shape_equals_the_chains(string shape, UserOperation operation)
    {
        foreach (EntryPointVersion version in Enum.GetValues<EntryPointVersion>())
        {
            Address entryPoint = EntryPoints.AddressOf(version);
            Hash32 computed = UserOperationHasher.Hash(operation, version, entryPoint, SessionStack.ChainId).Value;

            Assert.True(computed == await AskAsync(entryPoint, operation), $"{shape} on {version}");
        }
    }

    [Fact]
    public async Task Hash_with_a_paymaster_signature_equals_that_of_v09()
    {
        UserOperation operation = Sponsored with { PaymasterSignature = new byte[] { 15, 16, 17 } };
        Hash32 computed = UserOperationHasher
            .Hash(operation, EntryPointVersion.V09, EntryPoints.V09, SessionStack.ChainId).Value;

        Assert.Equal(computed, await AskAsync(EntryPoints.V09, operation));
    }

    private async Task<Hash32> AskAsync(Address entryPoint, UserOperation operation)
    {
        Call ask = Call.Function(
            entryPoint, $"getUserOpHash({PackedUserOperation.AbiTypeName})", operation.ToPacked().ToAbiValues());
        return Hash32.FromBytes(await fixture.Chain.Client.CallAsync(entryPoint, ask.Data.ToArray()));
    }
}
