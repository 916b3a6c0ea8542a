using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>What the signatures of descriptors cover, shown on those of Ledger's catalogue: over the right bytes all of
/// them come from one key, over any other bytes each from a key of its own.</summary>
public class RecordedDescriptorTests
{
    [Fact]
    public void All_206_signatures_of_the_catalogues_come_from_one_key()
    {
        (byte[] Message, byte[] Signature)[] signed =
            [.. All("v1").Concat(All("v2")).SelectMany(descriptor => Signed(descriptor, label => label))];

        Assert.Equal(206, signed.Length);
        Assert.Single(CommonKeys(signed));
    }

    [Fact]
    public void Over_other_labels_they_come_from_no_common_key()
        => Assert.Empty(CommonKeys(All("v2").SelectMany(descriptor => Signed(descriptor, label => label + "."))));

    [Fact]
    public void Descriptions_of_tokens_come_from_one_key_over_ticker_address_decimals_and_chain()
        => Assert.Single(CommonKeys(SignedToken.ParseCatalogue(LedgerRecordings.Tokens()).Take(100).Select(token =>
        {
            int signature = 1 + token.Ticker.Length + 20 + 4 + 4;
            return (token.Bytes[1..signature], token.Bytes[signature..]);
        })));

    [Fact]
    public void Catalogue_of_tokens_is_read_in_full()
    {
        IReadOnlyList<SignedToken> tokens = SignedToken.ParseCatalogue(LedgerRecordings.Tokens());

        SignedToken usdc = tokens.Single(
            token => token.Contract == Address.Parse("0xA0b86991c6218b36c1d19D4a2e9Eb0cE3606eB48"));
        Assert.Equal(("USDC", 6, 1U), (usdc.Ticker, usdc.Decimals, usdc.ChainId));
        Assert.True(tokens.Count > 1000, $"{tokens.Count} tokens");
    }

    private static IReadOnlyList<TypedDataDescriptor> All(string catalogue)
        => TypedDataDescriptor.ParseAll(LedgerRecordings.Catalogue(catalogue));

    private static IEnumerable<(byte[] Message, byte[] Signature)> Signed(
        TypedDataDescriptor descriptor, Func<string, string> label)
    {
        FilterPreimage preimage = new(
            descriptor.ChainId, descriptor.VerifyingContract.ToArray(), Convert.FromHexString(descriptor.SchemaHash));
        byte[] message = preimage.Message(descriptor.Fields.Count, label(descriptor.ContractLabel));
        return descriptor.Fields.Select(field => (Of(preimage, field, label(field.Label)), field.Signature.ToArray()))
            .Prepend((message, descriptor.Signature.ToArray()));
    }

    private static byte[] Of(FilterPreimage preimage, DescriptorField field, string label) => field.Format switch
    {
        FieldFormat.Raw => preimage.Raw(field.Path, label),
        FieldFormat.DateTime => preimage.DateTime(field.Path, label),
        FieldFormat.Token => preimage.Token(field.Path, field.TokenReference!.Value),
        _ => preimage.Amount(field.Path, label, field.TokenReference!.Value),
    };

    private static IEnumerable<string> CommonKeys(IEnumerable<(byte[] Message, byte[] Signature)> signed)
        => signed.Select(each => CatalogueKey.Candidates(each.Message, each.Signature).Select(Convert.ToHexStringLower))
            .Aggregate((left, right) => left.Intersect(right));
}
