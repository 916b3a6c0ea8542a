using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Operations for EntryPoint v0.6: other fields and another hash.</summary>
public sealed class UserOperationV06Tests
{
    private static readonly JsonElement Json = RepositoryFiles.ReadVectors("userop-hash-v06.json");

    private static readonly UserOperation Operation = new()
    {
        Sender = Address.Parse("0x17f3daeb236a7fccd862eb958b52b3db8542d2a5"),
        Nonce = 1,
    };

    public static TheoryData<string> Names =>
        [.. Json.GetProperty("vectors").EnumerateArray().Select(vector => vector.GetProperty("name").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Hash_and_fields_match_the_vector(string name)
    {
        JsonElement vector = Json.GetProperty("vectors").EnumerateArray()
            .Single(candidate => candidate.GetProperty("name").GetString() == name);
        JsonElement fields = vector.GetProperty("operation");
        UserOperation operation = Read(fields);

        UserOperationHash hash = UserOperationHasher.Hash(
            operation, EntryPointVersion.V06, EntryPoints.V06, vector.GetProperty("chainId").GetUInt64());

        Assert.Equal(vector.GetProperty("hash").GetString(), hash.ToString());
        Assert.Equal(fields.GetProperty("initCode").GetString(), Hex.Format(UserOperationV06.InitCode(operation)), true);
        Assert.Equal(
            fields.GetProperty("paymasterAndData").GetString(),
            Hex.Format(UserOperationV06.PaymasterAndData(operation)),
            true);
        Assert.Equal(11, UserOperationV06.ToAbiValues(operation).Count);
    }

    [Fact]
    public void Canonical_address_is_the_one_of_the_vectors()
    {
        Assert.Equal(EntryPoints.V06, Address.Parse(Json.GetProperty("entryPoint").GetString()!));
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, 1)]
    public void Gas_of_a_paymaster_is_refused_by_name(ulong verification, ulong postOp)
    {
        UserOperation paid = Operation with
        {
            Paymaster = EntryPoints.V07,
            PaymasterVerificationGasLimit = verification,
            PaymasterPostOpGasLimit = postOp,
        };

        SessionKeyException error = Assert.Throws<SessionKeyException>(() => Hash(paid));

        Assert.Equal("user-operation-paymaster-gas", error.Id);
    }

    [Fact]
    public void Data_without_its_owner_a_paymaster_signature_and_too_large_gas_are_refused_by_name()
    {
        Assert.Equal("user-operation-field-without-owner", Refuse(Operation with { FactoryData = new byte[1] }));
        Assert.Equal("user-operation-field-without-owner", Refuse(Operation with { PaymasterData = new byte[1] }));
        Assert.Equal(
            "user-operation-paymaster-signature",
            Refuse(Operation with { Paymaster = EntryPoints.V07, PaymasterSignature = new byte[65] }));
        Assert.Equal("user-operation-gas-out-of-range", Refuse(Operation with { CallGasLimit = UInt256.MaxValue }));
    }

    [Fact]
    public void Packed_operation_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => UserOperationHasher.Hash(
            Operation.ToPacked(), EntryPointVersion.V06, EntryPoints.V06, 31337));
    }

    private static string Refuse(UserOperation operation) =>
        Assert.Throws<SessionKeyException>(() => Hash(operation)).Id;

    private static UserOperationHash Hash(UserOperation operation) =>
        UserOperationHasher.Hash(operation, EntryPointVersion.V06, EntryPoints.V06, 31337);

    private static UserOperation Read(JsonElement fields)
    {
        byte[] initCode = Bytes(fields, "initCode");
        byte[] paymasterAndData = Bytes(fields, "paymasterAndData");
        return new UserOperation
        {
            Sender = Address.Parse(fields.GetProperty("sender").GetString()!),
            Nonce = Number(fields, "nonce"),
            Factory = Head(initCode),
            FactoryData = Tail(initCode),
            CallData = Bytes(fields, "callData"),
            CallGasLimit = Number(fields, "callGasLimit"),
            VerificationGasLimit = Number(fields, "verificationGasLimit"),
            PreVerificationGas = Number(fields, "preVerificationGas"),
            MaxFeePerGas = Number(fields, "maxFeePerGas"),
            MaxPriorityFeePerGas = Number(fields, "maxPriorityFeePerGas"),
            Paymaster = Head(paymasterAndData),
            PaymasterData = Tail(paymasterAndData),
            Signature = Bytes(fields, "signature"),
        };
    }

    private static Address? Head(byte[] joined) =>
        joined.Length == 0 ? null : Address.FromBytes(joined.AsSpan(0, Address.Length));

    private static byte[] Tail(byte[] joined) => joined.Length == 0 ? [] : joined[Address.Length..];

    private static UInt256 Number(JsonElement fields, string name) =>
        UInt256.Parse(fields.GetProperty(name).GetString()!);

    private static byte[] Bytes(JsonElement fields, string name) => Hex.Parse(fields.GetProperty(name).GetString()!);
}
