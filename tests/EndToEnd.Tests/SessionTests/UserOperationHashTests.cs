using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>The hash computed here equals the EntryPoint's own, for every shape of operation.</summary>
public sealed class UserOperationHashTests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private static readonly Address Other = Address.Parse("0x1111111111111111111111111111111111111111");

    private static readonly Address Delegated = Address.Parse("0x3333333333333333333333333333333333333333");

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

    public static TheoryData<string, EntryPointVersion> Marks => new()
    {
        { "0x7702", EntryPointVersion.V07 },
        { "0x7702", EntryPointVersion.V08 },
        { "0x7702", EntryPointVersion.V09 },
        { "0x7702000000000000000000000000000000000000", EntryPointVersion.V07 },
        { "0x7702000000000000000000000000000000000000", EntryPointVersion.V08 },
        { "0x7702000000000000000000000000000000000000", EntryPointVersion.V09 },
        { "0x77020000000000000000000000000000000000000a0b", EntryPointVersion.V07 },
        { "0x77020000000000000000000000000000000000000a0b", EntryPointVersion.V08 },
        { "0x77020000000000000000000000000000000000000a0b", EntryPointVersion.V09 },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Hash_of_a_shape_equals_the_chains(string shape, UserOperation operation)
    {
        foreach (EntryPointVersion version in Enum.GetValues<EntryPointVersion>())
        {
            UserOperation fitting = version == EntryPointVersion.V06 ? WithoutPaymasterGas(operation) : operation;
            Address entryPoint = EntryPoints.AddressOf(version);
            Hash32 computed = UserOperationHasher.Hash(fitting, version, entryPoint, SessionStack.ChainId).Value;

            Assert.True(computed == await AskAsync(version, fitting), $"{shape} on {version}");
        }
    }

    [Theory]
    [MemberData(nameof(Marks))]
    public async Task Hash_with_either_form_of_the_Eip7702_mark_equals_the_chains(
        string initCode, EntryPointVersion version)
    {
        PackedUserOperation plain = (Plain with { Sender = Delegated }).ToPacked();
        PackedUserOperation marked = new()
        {
            Sender = plain.Sender,
            Nonce = plain.Nonce,
            InitCode = Hex.Parse(initCode),
            CallData = plain.CallData,
            AccountGasLimits = plain.AccountGasLimits,
            PreVerificationGas = plain.PreVerificationGas,
            GasFees = plain.GasFees,
            Signature = plain.Signature,
            Eip7702Delegate = Other,
        };
        await fixture.Chain.Client.SetCodeAsync(Delegated, [0xef, 0x01, 0x00, .. Other.ToArray()]);
        Address entryPoint = EntryPoints.AddressOf(version);

        Hash32 computed = UserOperationHasher.Hash(marked, version, entryPoint, SessionStack.ChainId).Value;

        Assert.Equal(computed, await AskAsync(entryPoint, marked));
    }

    [Fact]
    public async Task Hash_with_the_Eip7702_mark_equals_that_of_v06_which_gives_it_no_meaning()
    {
        UserOperation operation = Plain with { Factory = UserOperation.Eip7702Factory, FactoryData = new byte[] { 1 } };
        Hash32 computed = UserOperationHasher
            .Hash(operation, EntryPointVersion.V06, EntryPoints.V06, SessionStack.ChainId).Value;

        Assert.Equal(computed, await AskAsync(EntryPointVersion.V06, operation));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(65)]
    public async Task Hash_with_a_paymaster_signature_equals_that_of_v09(int length)
    {
        UserOperation operation = Sponsored with
        {
            PaymasterSignature = Enumerable.Repeat((byte)15, length).ToArray(),
        };
        Hash32 computed = UserOperationHasher
            .Hash(operation, EntryPointVersion.V09, EntryPoints.V09, SessionStack.ChainId).Value;

        Assert.Equal(computed, await AskAsync(EntryPointVersion.V09, operation));
    }

    private static UserOperation WithoutPaymasterGas(UserOperation operation) => operation with
    {
        PaymasterVerificationGasLimit = UInt256.Zero,
        PaymasterPostOpGasLimit = UInt256.Zero,
    };

    private Task<Hash32> AskAsync(EntryPointVersion version, UserOperation operation)
    {
        Address entryPoint = EntryPoints.AddressOf(version);
        return version == EntryPointVersion.V06
            ? AskAsync(entryPoint, UserOperationV06.AbiTypeName, UserOperationV06.ToAbiValues(operation))
            : AskAsync(entryPoint, operation.ToPacked());
    }

    private Task<Hash32> AskAsync(Address entryPoint, PackedUserOperation operation) =>
        AskAsync(entryPoint, PackedUserOperation.AbiTypeName, operation.ToAbiValues());

    private async Task<Hash32> AskAsync(Address entryPoint, string type, IReadOnlyList<object> values)
    {
        Call ask = Call.Function(entryPoint, $"getUserOpHash({type})", values);
        return Hash32.FromBytes(await fixture.Chain.Client.CallAsync(entryPoint, ask.Data.ToArray()));
    }
}
