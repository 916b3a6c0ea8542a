using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>What the host refuses before anything is sent.</summary>
public class DescriptorCheckTests
{
    private static readonly TypedData Payment = DescribedMessages.Payment();

    [Fact]
    public void Right_descriptor_is_taken() => Check(DescribedMessages.Signed(Payment));

    [Fact]
    public void Descriptor_of_another_chain_contract_or_schema_is_refused()
    {
        TypedDataDescriptor signed = DescribedMessages.Signed(Payment);

        Refuse(signed with { ChainId = 1 }, "31337:");
        Refuse(signed with { VerifyingContract = Address.Zero }, "0x5fbdb2315678afecb367f032d93f642f64180aa3");
        Refuse(signed with { SchemaHash = new string('0', 56) }, TypedDataDescriptor.KeyOf(Payment));
    }

    [Fact]
    public void Descriptor_that_leaves_fields_out_is_refused_with_their_paths()
    {
        TypedDataDescriptor signed = DescribedMessages.Signed(Payment);
        TypedDataDescriptor partial = signed with { Fields = [.. signed.Fields.SkipLast(2)] };

        Refuse(partial, "until, notes.[]");
        Check(partial with { AllowHiddenFields = true });
    }

    [Fact]
    public void Fields_below_an_empty_array_must_be_listed_too()
    {
        TypedData empty = DescribedMessages.Payment(notes: []);
        TypedDataDescriptor signed = DescribedMessages.Signed(empty);

        Refuse(signed with { Fields = [.. signed.Fields.SkipLast(1)] }, "notes.[]", empty);
    }

    [Theory]
    [InlineData("notes")]
    [InlineData("notes.[].[]")]
    [InlineData("other")]
    [InlineData("name")]
    public void Field_that_the_message_does_not_have_is_refused(string path)
    {
        TypedDataDescriptor signed = DescribedMessages.Signed(Payment);

        Refuse(signed with { Fields = [.. signed.Fields, signed.Fields[0] with { Path = path }] }, path);
    }

    [Theory]
    [InlineData("payee", FieldFormat.DateTime)]
    [InlineData("payee", FieldFormat.Amount)]
    [InlineData("until", FieldFormat.Token)]
    [InlineData("notes.[]", FieldFormat.DateTime)]
    public void Format_that_the_type_does_not_have_is_refused(string path, FieldFormat format)
    {
        TypedDataDescriptor signed = DescribedMessages.Signed(Payment);

        Refuse(
            signed with
            {
                Fields =
                [
                    .. signed.Fields.Select(
                        field => field.Path == path ? field with { Format = format, TokenReference = 0 } : field),
                ],
            },
            path);
    }

    [Fact]
    public void Token_that_nothing_signed_describes_is_refused()
    {
        TypedDataDescriptor signed = DescribedMessages.Signed(Payment);

        Refuse(signed with { Tokens = [] }, DescribedMessages.Token.ToString());
        Refuse(
            signed with { Tokens = [DescriptorSigner.SignToken(1, DescribedMessages.Token, "USDC", 6)] },
            DescribedMessages.Token.ToString());
    }

    [Fact]
    public void Two_tokens_behind_one_reference_are_refused_and_the_same_twice_is_not()
    {
        foreach ((Address second, bool isRefused) in new[] { (DescribedMessages.Token, false), (Address.Zero, true) })
        {
            TypedData data = Samples.Flat(
                ("tokens", "address[]", Samples.List(DescribedMessages.Token, second)),
                ("amount", "uint256", UInt256.One));
            TypedDataDescriptor descriptor = TypedDataDescriptor.Parse(DescriptorSigner.Sign(
                data, "Two", DescriptorSigner.Token("tokens.[]", 0), DescriptorSigner.Amount("amount", "Send", 0))) with
            {
                Tokens = [DescriptorSigner.SignToken(31337, DescribedMessages.Token, "USDC", 6)],
            };
            Exception? refusal = Record.Exception(
                () => DescriptorCheck.Check(descriptor, data, TypedDataPlanner.Plan(data)));
            Assert.Equal(isRefused, refusal is LedgerException { Reason: LedgerReason.DescriptorUnsuitable });
        }
    }

    [Fact]
    public void Amount_without_a_field_that_names_its_token_is_refused()
    {
        TypedData data = Samples.Flat(("amount", "uint256", UInt256.One));

        Refuse(
            TypedDataDescriptor.Parse(
                DescriptorSigner.Sign(data, "Amount", DescriptorSigner.Amount("amount", "Send", 3))),
            "token 3",
            data);
    }

    [Fact]
    public void Types_that_contain_themselves_are_refused()
    {
        Dictionary<string, object> node = new() { ["next"] = Samples.List(), ["value"] = UInt256.One };
        TypedData data = new()
        {
            Types = new Dictionary<string, IReadOnlyList<TypedDataField>>
            {
                ["EIP712Domain"] = [new("name", "string")],
                ["Node"] = [new("next", "Node[]"), new("value", "uint256")],
            },
            PrimaryType = "Node",
            Domain = new Dictionary<string, object> { ["name"] = "n" },
            Message = node,
        };

        Refuse(
            TypedDataDescriptor.Parse(DescriptorSigner.Sign(data, "Node", DescriptorSigner.Raw("value", "Value"))),
            "levels",
            data);
    }

    private static void Refuse(TypedDataDescriptor descriptor, string shown, TypedData? data = null)
    {
        LedgerException refusal = Expect.Reason(
            LedgerReason.DescriptorUnsuitable, () => Check(descriptor, data));
        Assert.Contains(shown, refusal.Message, StringComparison.Ordinal);
    }

    private static void Check(TypedDataDescriptor descriptor, TypedData? data = null)
        => DescriptorCheck.Check(descriptor, data ?? Payment, TypedDataPlanner.Plan(data ?? Payment));
}
