using System.Text.Json.Nodes;

namespace SessionKeys.Ledger.Tests;

public class DescriptorParserTests
{
    private static readonly TypedData Payment = DescribedMessages.Payment();

    [Fact]
    public void File_is_read_with_all_that_it_says()
    {
        TypedDataDescriptor descriptor = TypedDataDescriptor.Parse(DescribedMessages.SignedFile(Payment));

        Assert.Equal(31337UL, descriptor.ChainId);
        Assert.Equal("Test payments", descriptor.ContractLabel);
        Assert.True(descriptor.IsFor(Payment));
        Assert.Equal(
            [("payee", FieldFormat.Raw, null), ("token", FieldFormat.Token, 0), ("amount", FieldFormat.Amount, 0),
                ("until", FieldFormat.DateTime, null), ("notes.[]", FieldFormat.Raw, (int?)null)],
            descriptor.Fields.Select(field => (field.Path, field.Format, field.TokenReference)));
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "\"31337:", "\"031337:" }, { "\"31337:", "\"-1:" }, { "\"31337:", "\"99999999999999999999:" },
        { ":0x5f", ":0x5F" }, { ":0x5f", ":5f" }, { "\"contractName\"", "\"contract\"" },
        { "\"contractName\"", "\"fields\":[],\"contractName\"" }, { "\"fields\"", "\"field\"" },
        { "\"Test payments\"", "\"\"" }, { "\"Test payments\"", "\"T\\u00e4st\"" },
        { "\"Test payments\"", "\"a\\nb\"" }, { "\"Test payments\"", "1" }, { "\"Test payments\"", "\"\\ud800\"" },
        { "\"Send\"", "\"" + new string('s', 26) + "\"" }, { "\"Pay to\"", "\"" + new string('s', 101) + "\"" },
        { "\"raw\"", "\"RAW\"" }, { "\"raw\"", "\"trusted-name\"" }, { "\"raw\"", "\"amount\"" },
        { "\"raw\",", "\"raw\",\"coin_ref\":0," }, { "\"raw\",", "\"raw\",\"more\":0," },
        { "\"coin_ref\":0", "\"coin_ref\":5" }, { "\"coin_ref\":0", "\"coin_ref\":255" },
        { "\"coin_ref\":0", "\"coin_ref\":\"0\"" }, { "\"coin_ref\":0", "\"coin_ref\":0.5" },
        { "\"coin_ref\":0", "\"coin_ref\":-1" }, { "\"payee\"", "\"pay..ee\"" }, { "\"payee\"", "\"pay ee\"" },
        { "\"payee\"", "\"\"" }, { "\"payee\"", "\"token\"" }, { "\"payee\"", "\"" + new string('p', 201) + "\"" },
        { "\"signature\":\"30", "\"signature\":\"0x30" }, { "\"signature\":\"30", "\"signature\":\"31" },
        { "\"signature\":\"30", "\"signature\":\"3000" },
        { "\"31337:", "\"\\ud800\":{},\"31337:" }, { "\"raw\",", "\"raw\",\"\\ud800\":0," },
        { "\"label\"", "\"\\ud800\":0,\"label\"" }, { "\"payee\"", "\"\\ud800\"" },
    };

    [Fact]
    public void Half_of_a_character_is_refused() => Expect.Reason(
        LedgerReason.DescriptorUnsuitable,
        () => TypedDataDescriptor.Parse(DescribedMessages.SignedFile(Payment)
            .Replace("Test", $"T{'\ud800'}st", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Damages))]
    public void Damaged_file_is_refused(string text, string damaged)
    {
        string file = DescribedMessages.SignedFile(Payment);
        int start = file.IndexOf(text, StringComparison.Ordinal);
        Assert.True(start >= 0, text);

        Expect.Reason(
            LedgerReason.DescriptorUnsuitable,
            () => TypedDataDescriptor.Parse(file[..start] + damaged + file[(start + text.Length)..]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"a\":{}}")]
    public void Text_of_another_form_is_refused(string json)
        => Expect.Reason(LedgerReason.DescriptorUnsuitable, () => TypedDataDescriptor.Parse(json));

    [Fact]
    public void Number_of_fields_and_length_are_bounded()
    {
        string file = DescribedMessages.SignedFile(Payment);
        JsonObject json = JsonNode.Parse(file)!.AsObject();
        JsonArray fields = json.Single().Value!["fields"]!.AsArray();
        JsonNode last = fields[^1]!;
        while (fields.Count < TypedDataDescriptor.MaxFields)
        {
            JsonNode another = last.DeepClone();
            another["path"] = $"more{fields.Count}";
            fields.Add(another);
        }

        Assert.Equal(50, TypedDataDescriptor.Parse(json.ToJsonString()).Fields.Count);
        JsonNode oneTooMany = last.DeepClone();
        oneTooMany["path"] = "another";
        fields.Add(oneTooMany);
        Expect.Reason(LedgerReason.DescriptorUnsuitable, () => TypedDataDescriptor.Parse(json.ToJsonString()));
        fields.Clear();
        Expect.Reason(LedgerReason.DescriptorUnsuitable, () => TypedDataDescriptor.Parse(json.ToJsonString()));
        Assert.NotNull(TypedDataDescriptor.Parse(file.PadRight(1024 * 1024)));
        Expect.Reason(
            LedgerReason.DescriptorUnsuitable, () => TypedDataDescriptor.Parse(file.PadRight((1024 * 1024) + 1)));
    }

    [Fact]
    public void One_is_read_from_a_file_of_one_and_all_from_any()
    {
        JsonObject two = JsonNode.Parse(DescribedMessages.SignedFile(Payment))!.AsObject();
        KeyValuePair<string, JsonNode?> other = JsonNode.Parse(
            DescribedMessages.SignedFile(DescribedMessages.Payment(chainId: 1)))!.AsObject().Single();
        two.Add(other.Key, other.Value!.DeepClone());

        Assert.Equal([31337UL, 1UL], TypedDataDescriptor.ParseAll(two.ToJsonString()).Select(each => each.ChainId));
        Expect.Reason(LedgerReason.DescriptorUnsuitable, () => TypedDataDescriptor.Parse(two.ToJsonString()));
    }

    [Fact]
    public void Certificate_that_fits_into_no_command_is_refused()
    {
        TypedDataDescriptor descriptor = DescribedMessages.Signed(Payment);

        Assert.Equal(255, (descriptor with { Certificate = new byte[255] }).Certificate.Length);
        Assert.Throws<ArgumentException>(() => descriptor with { Certificate = new byte[256] });
    }

    [Theory]
    [InlineData("")]
    [InlineData("AAAA")]
    [InlineData("AAAAAA==")]
    [InlineData("not base64")]
    [InlineData("/////w==")]
    public void Damaged_list_of_tokens_is_refused(string base64)
    {
        if (base64.Length == 0)
        {
            Assert.Empty(SignedToken.ParseCatalogue(base64));
            return;
        }

        Expect.Reason(LedgerReason.DescriptorUnsuitable, () => SignedToken.ParseCatalogue(base64));
    }
}
