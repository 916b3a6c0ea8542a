using System.Text.Json;

namespace SessionKeys.Tests;

public sealed class UserOperationHasherTests
{
    private static readonly UserOperation Operation = new()
    {
        Sender = Address.Parse("0x17f3daeb236a7fccd862eb958b52b3db8542d2a5"),
        Nonce = 1,
    };

    public static TheoryData<string> Vectors => [.. UserOperationVector.All.Select(vector => vector.Key)];

    public static TheoryData<int> PackedVectors =>
        [.. Enumerable.Range(0, PackedJson.GetProperty("vectors").GetArrayLength())];

    private static JsonElement PackedJson { get; } = RepositoryFiles.ReadVectors("userop-hash-packed.json");

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Hash_matches_viem(string key)
    {
        UserOperationVector vector = UserOperationVector.Find(key);

        UserOperationHash hash =
            UserOperationHasher.Hash(vector.Operation, vector.Version, vector.EntryPoint, vector.ChainId);

        Assert.Equal(vector.Hash, hash.ToString());
    }

    [Theory]
    [MemberData(nameof(PackedVectors))]
    public void Hash_of_packed_operation_matches_the_EntryPoint(int index)
    {
        JsonElement vector = PackedJson.GetProperty("vectors")[index];
        PackedUserOperation operation = ReadPacked(vector);
        EntryPointVersion version = UserOperationVector.ReadVersion(vector);
        UserOperationHash Hash() => UserOperationHasher.Hash(operation, version, EntryPoints.AddressOf(version), 31337);

        if (vector.GetProperty("hash").GetString() is string expected)
        {
            Assert.Equal(expected, Hash().ToString());
        }
        else
        {
            Assert.Equal("user-operation-paymaster-signature", Assert.Throws<SessionKeyException>(() => Hash()).Id);
        }
    }

    [Theory]
    [InlineData("0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108", "0x484c7266", "6981")]
    [InlineData("0x433709009B8330FDa32311DF1C2AFA402eD8D009", "0x1403e4b7", "2795")]
    public void Domain_separator_on_chain_31337_is_the_measured_one(string entryPoint, string start, string end)
    {
        string separator = UserOperationHasher.DomainSeparator(Address.Parse(entryPoint), 31337).ToString();

        Assert.StartsWith(start, separator, StringComparison.Ordinal);
        Assert.EndsWith(end, separator, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_and_length_of_a_paymaster_signature_do_not_matter()
    {
        UserOperation paid = Operation with { Paymaster = EntryPoints.V07, PaymasterData = new byte[] { 1 } };
        UserOperation shortSignature = paid with { PaymasterSignature = new byte[30] };
        UserOperation longSignature = paid with { PaymasterSignature = new byte[65] };

        Assert.Equal(Hash(shortSignature, EntryPointVersion.V09), Hash(longSignature, EntryPointVersion.V09));
        Assert.NotEqual(Hash(paid, EntryPointVersion.V09), Hash(longSignature, EntryPointVersion.V09));
    }

    [Theory]
    [InlineData(EntryPointVersion.V07)]
    [InlineData(EntryPointVersion.V08)]
    public void Paymaster_signature_before_version_9_is_refused(EntryPointVersion version)
    {
        UserOperation paid = Operation with { Paymaster = EntryPoints.V07, PaymasterSignature = new byte[65] };

        SessionKeyException error = Assert.Throws<SessionKeyException>(() => Hash(paid, version));

        Assert.Equal("user-operation-paymaster-signature", error.Id);
        Assert.Contains(version.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(EntryPointVersion.V08)]
    [InlineData(EntryPointVersion.V09)]
    public void Eip7702_account_without_delegate_is_refused(EntryPointVersion version)
    {
        UserOperation delegated = Operation with { Factory = UserOperation.Eip7702Factory };

        SessionKeyException error = Assert.Throws<SessionKeyException>(() => Hash(delegated, version));

        Assert.Equal("user-operation-missing-delegate", error.Id);
        Assert.Contains(Operation.Sender.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unknown_version_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Hash(Operation, (EntryPointVersion)3));
    }

    [Fact]
    public void Null_operation_is_refused()
    {
        Assert.Throws<ArgumentNullException>(
            () => UserOperationHasher.Hash((UserOperation)null!, EntryPointVersion.V08, EntryPoints.V08, 1));
        Assert.Throws<ArgumentNullException>(
            () => UserOperationHasher.Hash((PackedUserOperation)null!, EntryPointVersion.V08, EntryPoints.V08, 1));
    }

    private static UserOperationHash Hash(UserOperation operation, EntryPointVersion version) =>
        UserOperationHasher.Hash(operation, version, EntryPoints.V08, 31337);

    private static PackedUserOperation ReadPacked(JsonElement vector)
    {
        JsonElement basis = PackedJson.GetProperty("base");
        return new PackedUserOperation
        {
            Sender = Address.Parse(basis.GetProperty("sender").GetString()!),
            Nonce = UInt256.Parse(basis.GetProperty("nonce").GetString()!),
            InitCode = Hex.Parse(vector.GetProperty("initCode").GetString()!),
            CallData = Hex.Parse(basis.GetProperty("callData").GetString()!),
            AccountGasLimits = Hash32.Parse(basis.GetProperty("accountGasLimits").GetString()!),
            PreVerificationGas = UInt256.Parse(basis.GetProperty("preVerificationGas").GetString()!),
            GasFees = Hash32.Parse(basis.GetProperty("gasFees").GetString()!),
            PaymasterAndData = Hex.Parse(vector.GetProperty("paymasterAndData").GetString()!),
            Eip7702Delegate = Address.Parse(vector.GetProperty("delegate").GetString()!),
        };
    }
}
