namespace SessionKeys.Tests;

public sealed class UserOperationTests
{
    private static readonly Address Paymaster = Address.Parse("0x5fbdb2315678afecb367f032d93f642f64180aa3");

    private static readonly UserOperation Operation = new()
    {
        Sender = Address.Parse("0x17f3daeb236a7fccd862eb958b52b3db8542d2a5"),
        Nonce = 1,
        CallData = new byte[] { 1, 2, 3 },
    };

    public static TheoryData<string> TypedDataVectors =>
        [.. UserOperationVector.All.Where(v => v.Version != EntryPointVersion.V07).Select(v => v.Key)];

    [Fact]
    public void Packing_joins_gas_limits_fees_factory_and_paymaster()
    {
        UserOperation operation = Operation with
        {
            Factory = EntryPoints.V07,
            FactoryData = new byte[] { 0xaa },
            VerificationGasLimit = 0x11,
            CallGasLimit = 0x22,
            MaxPriorityFeePerGas = 0x33,
            MaxFeePerGas = 0x44,
            Paymaster = Paymaster,
            PaymasterVerificationGasLimit = 0x55,
            PaymasterPostOpGasLimit = 0x66,
            PaymasterData = new byte[] { 0xbb },
            PaymasterSignature = new byte[] { 0xcc, 0xdd },
            Signature = new byte[] { 0xee },
        };

        PackedUserOperation packed = operation.ToPacked();

        string zeros = new('0', 30);
        Assert.Equal("0x0000000071727de22e5e9d8baf0edac6f37da032aa", Hex.Format(packed.InitCode.Span));
        Assert.Equal($"0x{zeros}11{zeros}22", packed.AccountGasLimits.ToString());
        Assert.Equal($"0x{zeros}33{zeros}44", packed.GasFees.ToString());
        Assert.Equal(
            $"0x5fbdb2315678afecb367f032d93f642f64180aa3{zeros}55{zeros}66bbccdd000222e325a297439656",
            Hex.Format(packed.PaymasterAndData.Span));
        Assert.Equal("0xee", Hex.Format(packed.Signature.Span));
        Assert.Equal("0x010203", Hex.Format(packed.CallData.Span));
    }

    [Fact]
    public void Packing_without_factory_and_paymaster_leaves_them_empty()
    {
        PackedUserOperation packed = Operation.ToPacked();

        Assert.True(packed.InitCode.IsEmpty);
        Assert.True(packed.PaymasterAndData.IsEmpty);
    }

    [Fact]
    public void Abi_values_of_packed_operation_encode()
    {
        PackedUserOperation packed = Operation.ToPacked();
        AbiFunction function = AbiFunction.Parse($"getUserOpHash({PackedUserOperation.AbiTypeName})");

        byte[] call = function.EncodeCall([packed.ToAbiValues()]);
        object[] decoded = Assert.IsType<object[]>(function.DecodeCall(call)[0]);

        Assert.Equal(Operation.Sender, decoded[0]);
        Assert.Equal(Operation.CallData.ToArray(), decoded[3]);
    }

    [Theory]
    [InlineData("CallGasLimit")]
    [InlineData("VerificationGasLimit")]
    [InlineData("MaxFeePerGas")]
    [InlineData("MaxPriorityFeePerGas")]
    [InlineData("PaymasterVerificationGasLimit")]
    [InlineData("PaymasterPostOpGasLimit")]
    public void Gas_of_more_than_128_bits_is_refused(string field)
    {
        UInt256 tooLarge = UInt256.One << 128;
        UserOperation paid = Operation with { Paymaster = Paymaster };
        UserOperation operation = field switch
        {
            "CallGasLimit" => paid with { CallGasLimit = tooLarge },
            "VerificationGasLimit" => paid with { VerificationGasLimit = tooLarge },
            "MaxFeePerGas" => paid with { MaxFeePerGas = tooLarge },
            "MaxPriorityFeePerGas" => paid with { MaxPriorityFeePerGas = tooLarge },
            "PaymasterVerificationGasLimit" => paid with { PaymasterVerificationGasLimit = tooLarge },
            _ => paid with { PaymasterPostOpGasLimit = tooLarge },
        };

        SessionKeyException error = Assert.Throws<SessionKeyException>(() => operation.ToPacked());

        Assert.Equal("user-operation-gas-out-of-range", error.Id);
        Assert.Contains($"{field} is {tooLarge}", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FactoryData", "Factory")]
    [InlineData("PaymasterData", "Paymaster")]
    [InlineData("PaymasterSignature", "Paymaster")]
    [InlineData("PaymasterVerificationGasLimit", "Paymaster")]
    [InlineData("PaymasterPostOpGasLimit", "Paymaster")]
    public void Field_that_would_be_dropped_is_refused(string field, string owner)
    {
        UserOperation operation = field switch
        {
            "FactoryData" => Operation with { FactoryData = new byte[1] },
            "PaymasterData" => Operation with { PaymasterData = new byte[1] },
            "PaymasterSignature" => Operation with { PaymasterSignature = new byte[1] },
            "PaymasterVerificationGasLimit" => Operation with { PaymasterVerificationGasLimit = 1 },
            _ => Operation with { PaymasterPostOpGasLimit = 1 },
        };

        SessionKeyException error = Assert.Throws<SessionKeyException>(() => operation.ToPacked());

        Assert.Equal("user-operation-field-without-owner", error.Id);
        Assert.Contains($"{field} is set but {owner} is null", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(65535, true)]
    [InlineData(65536, false)]
    public void Paymaster_signature_length_must_fit_in_two_bytes(int length, bool isAllowed)
    {
        UserOperation operation = Operation with { Paymaster = Paymaster, PaymasterSignature = new byte[length] };

        Exception? error = Record.Exception(() => operation.ToPacked());

        Assert.Equal(isAllowed ? null : "user-operation-paymaster-signature", (error as SessionKeyException)?.Id);
    }

    [Theory]
    [MemberData(nameof(TypedDataVectors))]
    public void Digest_of_typed_data_is_the_hash(string key)
    {
        UserOperationVector vector = UserOperationVector.Find(key);

        TypedData data = vector.Operation.ToTypedData(vector.EntryPoint, vector.ChainId, vector.Version);

        Assert.Equal(vector.Hash, data.Digest().ToString());
    }

    [Fact]
    public void Type_hash_of_typed_data_is_the_published_one()
    {
        string type = Operation.ToTypedData(EntryPoints.V08, 1).EncodeType("PackedUserOperation");

        Assert.Equal(
            "0x29a0bca4af4be3421398da00295e58e6d7de38cb492214754cb6a47507dd6f8e",
            Keccak256.Hash(System.Text.Encoding.ASCII.GetBytes(type)).ToString());
    }

    [Fact]
    public void Typed_data_for_version_7_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(
            () => Operation.ToTypedData(EntryPoints.V07, 1, EntryPointVersion.V07));
    }

    [Fact]
    public void Typed_data_with_paymaster_signature_for_version_8_is_refused()
    {
        UserOperation operation = Operation with { Paymaster = Paymaster, PaymasterSignature = new byte[65] };

        SessionKeyException error = Assert.Throws<SessionKeyException>(
            () => operation.ToTypedData(EntryPoints.V08, 1, EntryPointVersion.V08));

        Assert.Equal("user-operation-paymaster-signature", error.Id);
    }

    [Fact]
    public void Operations_with_equal_bytes_are_equal()
    {
        UserOperation same = Operation with { CallData = new byte[] { 1, 2, 3 } };

        Assert.Equal(Operation, same);
        Assert.Equal(Operation.GetHashCode(), same.GetHashCode());
    }

    [Fact]
    public void Operations_that_differ_in_one_field_are_different()
    {
        UserOperation[] others =
        [
            Operation with { Sender = Paymaster },
            Operation with { Nonce = 2 },
            Operation with { Factory = Paymaster },
            Operation with { FactoryData = new byte[1] },
            Operation with { Eip7702Delegate = Paymaster },
            Operation with { CallData = new byte[] { 1, 2, 4 } },
            Operation with { CallGasLimit = 1 },
            Operation with { VerificationGasLimit = 1 },
            Operation with { PreVerificationGas = 1 },
            Operation with { MaxFeePerGas = 1 },
            Operation with { MaxPriorityFeePerGas = 1 },
            Operation with { Paymaster = Paymaster },
            Operation with { PaymasterVerificationGasLimit = 1 },
            Operation with { PaymasterPostOpGasLimit = 1 },
            Operation with { PaymasterData = new byte[1] },
            Operation with { PaymasterSignature = new byte[1] },
            Operation with { Signature = new byte[1] },
        ];

        Assert.DoesNotContain(Operation, others);
        Assert.False(Operation.Equals(null));
    }
}
