namespace SessionKeys.Tests;

public sealed class RecordTests
{
    [Fact]
    public void Value_lists_with_equal_items_are_equal()
    {
        ValueList<int> one = [1, 2];
        ValueList<int> other = Enumerable.Range(1, 2).ToValueList();

        Assert.True(one == other);
        Assert.Equal(one.GetHashCode(), other.GetHashCode());
        Assert.True(one != [2, 1]);
        Assert.Equal(2, one[1]);
        Assert.Equal("2 items", one.ToString());
    }

    [Fact]
    public void Default_value_list_is_empty()
    {
        ValueList<int> list = default;

        Assert.Empty(list);
        Assert.True(list == []);
        Assert.Throws<IndexOutOfRangeException>(() => list[0]);
    }

    [Fact]
    public void Value_list_is_a_copy_of_its_source()
    {
        int[] source = [1];
        ValueList<int> list = source.ToValueList();

        source[0] = 2;

        Assert.Equal(1, list[0]);
    }

    [Fact]
    public void Envelopes_with_the_same_terms_are_equal()
    {
        CapabilityEnvelope copy = Samples.Envelope with { Capabilities = [.. Samples.Envelope.Capabilities] };

        Assert.Equal(Samples.Envelope, copy);
        Assert.NotEqual(Samples.Envelope, copy with { Salt = 8 });
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000", "native", false)]
    [InlineData("0x0000000000000000000000000000000000000001", "operations", false)]
    [InlineData("0x0000000000000000000000000000000000000002", "gas", false)]
    [InlineData("0x0000000000000000000000000000000000000003", "0x0000000000000000000000000000000000000003", true)]
    [InlineData("0x70cec00000000000000000000000000000000001", "0x70cec00000000000000000000000000000000001", true)]
    public void Asset_is_named_as_in_the_text(string address, string name, bool isToken)
    {
        Asset asset = new(Address.Parse(address));

        Assert.Equal(name, asset.ToString());
        Assert.Equal(isToken, asset.IsToken);
    }

    [Fact]
    public void Paymaster_zero_is_refused()
    {
        ArgumentException refusal = Assert.Throws<ArgumentException>(() => PaymasterTerm.Only(Address.Zero));

        Assert.Contains("PaymasterTerm.None", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x0100000000UL, "ERC-6900, entity 0")]
    [InlineData(0x01ffffffffUL, "ERC-6900, entity 4294967295")]
    [InlineData(0x0200000000UL, "ERC-7579")]
    public void Route_packs_and_unpacks(ulong packed, string text)
    {
        Route route = Route.FromPacked(packed);

        Assert.Equal(packed, route.ToPacked());
        Assert.Equal(text, route.ToString());
    }

    [Theory]
    [InlineData(0UL)]
    [InlineData(0x00ffffffffUL)]
    [InlineData(0x0200000001UL)]
    [InlineData(0x0300000000UL)]
    [InlineData(0x010100000000UL)]
    public void Route_of_another_standard_is_refused(ulong packed) =>
        Assert.Throws<FormatException>(() => Route.FromPacked(packed));

    [Fact]
    public void Ratio_packs_and_unpacks_at_its_ends()
    {
        Ratio greatest = new(255, Ratio.MaxPart, Ratio.MaxPart);
        Ratio mixed = new(2, 995, 1000);

        Assert.Equal(UInt256.MaxValue, greatest.ToValue());
        Assert.Equal(greatest, Ratio.FromValue(UInt256.MaxValue));
        Assert.Equal(mixed, Ratio.FromValue(mixed.ToValue()));
        Assert.Throws<InvalidOperationException>(() => new Ratio(0, Ratio.MaxPart + 1, 1).ToValue());
        Assert.Throws<InvalidOperationException>(() => new Ratio(0, 1, Ratio.MaxPart + 1).ToValue());
    }

    [Fact]
    public void Set_of_nothing_is_refused() =>
        Assert.Throws<ArgumentException>(() => Rule.InSet(0, Array.Empty<UInt256>()));

    [Fact]
    public void Binding_to_another_place_names_the_field()
    {
        EnvelopeDocument document = Samples.Grant.ToDocument();

        SessionKeyException refusal = Assert.Throws<SessionKeyException>(
            () => document.Bind(Samples.Context with { Epoch = 2 }, Samples.SessionKey));

        Assert.Equal("context-mismatch", refusal.Id);
        Assert.Contains("epoch is 1, but it is to be bound to 2", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Binding_fills_in_what_the_file_leaves_open()
    {
        EnvelopeDocument document = new()
        {
            Account = Samples.Account,
            ChainId = 31337,
            Envelope = Samples.Envelope,
        };

        Assert.Equal(Samples.Grant, document.Bind(Samples.Context, Samples.SessionKey));
        Assert.Throws<SessionKeyException>(
            () => document.Bind(Samples.Context with { Account = Samples.Router }, Samples.SessionKey));
        Assert.Throws<SessionKeyException>(
            () => document.Bind(Samples.Context with { ChainId = 1 }, Samples.SessionKey));
    }
}
