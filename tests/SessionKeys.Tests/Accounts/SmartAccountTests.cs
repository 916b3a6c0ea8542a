namespace SessionKeys.Tests;

public sealed class SmartAccountTests
{
    private static readonly ReferenceAccount6900 Reference = new(Samples.Account, 7);

    private static readonly OpenZeppelinAccount7579 OpenZeppelin = new(Samples.Account, Samples.Module);

    public static TheoryData<ISmartAccount> Accounts => new(Reference, OpenZeppelin);

    [Fact]
    public void Reference_nonce_key_is_free_bits_entity_and_options()
    {
        UInt256 key = Reference.NonceKey(0xabc);

        Assert.Equal(UInt256.Parse("0xabc0000000700"), key);
        Assert.Equal(UInt256.Parse("0xabc00000007000000000000000005"), key.ToNonce(5));
        Assert.Equal(new NonceLayout(104, 152), Reference.NonceLayout);
        Assert.Equal(Route.Erc6900(7), Reference.Route);
        Assert.Equal(UInt256.One, Reference.OwnerNonceKey);
    }

    [Fact]
    public void OpenZeppelin_nonce_key_is_validator_and_free_bits()
    {
        UInt256 key = OpenZeppelin.NonceKey(0xabc);

        Assert.Equal(UInt256.Parse("0x5e5510000000000000000000000000000000000100000abc"), key);
        Assert.Equal(new NonceLayout(64, 32), OpenZeppelin.NonceLayout);
        Assert.Equal(Route.Erc7579, OpenZeppelin.Route);
        Assert.Equal(UInt256.Zero, OpenZeppelin.OwnerNonceKey);
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public void Free_bits_stand_where_the_module_is_told(ISmartAccount account)
    {
        UInt256 all = (UInt256.One << account.NonceLayout.Width) - UInt256.One;

        UInt256 difference = account.NonceKey(all).ToNonce(0) - account.NonceKey(0).ToNonce(0);

        Assert.Equal(all << account.NonceLayout.Shift, difference);
        Assert.Throws<ArgumentOutOfRangeException>(() => account.NonceKey(all + UInt256.One));
    }

    [Theory]
    [MemberData(nameof(Accounts))]
    public void Operation_without_calls_is_refused(ISmartAccount account) =>
        Assert.Throws<ArgumentException>(() => account.EncodeCalls([]));

    [Theory]
    [MemberData(nameof(Accounts))]
    public void Owner_signs_what_a_wallet_can_sign(ISmartAccount account)
    {
        Assert.Equal(OwnerSignatureKind.PersonalMessage, account.OwnerSignatureKind(EntryPointVersion.V07));
        Assert.Equal(OwnerSignatureKind.TypedData, account.OwnerSignatureKind(EntryPointVersion.V08));
        Assert.Equal(OwnerSignatureKind.TypedData, account.OwnerSignatureKind(EntryPointVersion.V09));
    }

    [Fact]
    public void Signatures_are_wrapped_as_each_account_wants()
    {
        EcdsaSignature owner = new(Keccak256.Hash("r"u8), Keccak256.Hash("s"u8), 27);

        Assert.Equal([0xff, 1, 2], Reference.WrapSignature([1, 2]));
        Assert.Equal([1, 2], OpenZeppelin.WrapSignature([1, 2]));
        Assert.Equal([0xff, .. owner.ToArray()], Reference.WrapOwnerSignature(owner));
        Assert.Equal(owner.ToArray(), OpenZeppelin.WrapOwnerSignature(owner));
    }

    [Fact]
    public void Reference_installs_for_operations_only_on_the_two_execute_functions()
    {
        IReadOnlyList<object> values = AbiFunction.Parse("installValidation(bytes25,bytes4[],bytes,bytes[])")
            .DecodeCall(Reference.EncodeInstall(Samples.Module, [1, 2, 3]));

        Assert.Equal("0x5e551000000000000000000000000000000000010000000701", Hex.Format((byte[])values[0]));
        Assert.Equal(
            ["0xb61d27f6", "0x34fcd5be"],
            ((IReadOnlyList<object>)values[1]).Select(selector => Hex.Format((byte[])selector)));
        Assert.Equal([1, 2, 3], (byte[])values[2]);
        Assert.Empty((IReadOnlyList<object>)values[3]);
    }

    [Fact]
    public void Reference_installs_the_guard_as_hook_before_and_after()
    {
        ReferenceAccount6900 guarded = new(Samples.Account, 7, Samples.Router);

        IReadOnlyList<object> values = AbiFunction.Parse("installValidation(bytes25,bytes4[],bytes,bytes[])")
            .DecodeCall(guarded.EncodeInstall(Samples.Module, [1, 2, 3]));

        Assert.Equal(Samples.Router, guarded.Guard);
        Assert.Equal("0x5e551000000000000000000000000000000000010000000701", Hex.Format((byte[])values[0]));
        Assert.Equal(
            $"{Hex.Format(Samples.Router.ToArray())}0000000006",
            Hex.Format((byte[])Assert.Single((IReadOnlyList<object>)values[3])));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Reference_with_a_guard_puts_calls_behind_executeUserOp(int count)
    {
        ReferenceAccount6900 guarded = new(Samples.Account, 7, Samples.Router);
        Call[] calls = [.. Enumerable.Repeat(new Call(Samples.Token, UInt256.Zero, new byte[] { 1, 2, 3, 4 }), count)];

        byte[] callData = guarded.EncodeCalls(calls);

        Assert.Null(Reference.Guard);
        Assert.Equal([0x8d, 0xd7, 0x71, 0x2f, .. Reference.EncodeCalls(calls)], callData);
    }

    [Fact]
    public void OpenZeppelin_installs_the_guard_as_hook()
    {
        IReadOnlyList<object> values = AbiFunction.Parse("installModule(uint256,address,bytes)")
            .DecodeCall(OpenZeppelinAccount7579.EncodeInstallGuard(Samples.Router));

        Assert.Equal([(UInt256)4, Samples.Router], values.Take(2));
        Assert.Empty((byte[])values[2]);
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000")]
    [InlineData("0x000000000000000000000000000000000000ffff")]
    public void Guard_where_no_contract_stands_is_refused(string text)
    {
        Address guard = Address.Parse(text);

        ArgumentException[] refusals =
        [
            Assert.Throws<ArgumentException>(() => new ReferenceAccount6900(Samples.Account, guard: guard)),
            Assert.Throws<ArgumentException>(() => OpenZeppelinAccount7579.EncodeInstallGuard(guard)),
        ];

        Assert.All(refusals, refusal => Assert.Equal("guard", refusal.ParamName));
        Assert.All(refusals, refusal => Assert.StartsWith(
            $"The execution guard {guard} was refused; allowed is its contract, above 0xffff. Name the deployed guard",
            refusal.Message,
            StringComparison.Ordinal));
        Address next = Address.Parse("0x0000000000000000000000000000000000010000");
        Assert.Equal(next, new ReferenceAccount6900(Samples.Account, guard: next).Guard);
        Assert.NotEmpty(OpenZeppelinAccount7579.EncodeInstallGuard(next));
    }

    [Fact]
    public void OpenZeppelin_installs_a_validator()
    {
        IReadOnlyList<object> values = AbiFunction.Parse("installModule(uint256,address,bytes)")
            .DecodeCall(OpenZeppelin.EncodeInstall(Samples.Module, [1, 2, 3]));

        Assert.Equal(UInt256.One, values[0]);
        Assert.Equal(Samples.Module, values[1]);
        Assert.Equal([1, 2, 3], (byte[])values[2]);
    }

    [Fact]
    public void Nonce_key_wider_than_192_bits_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => (UInt256.One << 192).ToNonce(0));
}
