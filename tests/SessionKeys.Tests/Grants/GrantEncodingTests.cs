namespace SessionKeys.Tests;

public sealed class GrantEncodingTests
{
    public static TheoryData<string, SessionGrant> NotEncodable => new()
    {
        { "maxRenewals", Samples.With(envelope => envelope with { MaxRenewals = 1 }) },
        { "validAfter", Samples.With(envelope => envelope with { ValidAfter = Samples.Start.AddTicks(1) }) },
        {
            "expiresAt",
            Samples.With(envelope => envelope with { ExpiresAt = DateTimeOffset.UnixEpoch.AddSeconds(-1) })
        },
        { "ttl", Samples.With(envelope => envelope with { Ttl = TimeSpan.FromSeconds(1L << 32) }) },
        { "idleTimeout", Samples.With(envelope => envelope with { IdleTimeout = TimeSpan.FromSeconds(-1) }) },
        { "replaces", Samples.With(envelope => envelope with { Replaces = new SessionId(Hash32.Zero) }) },
        { "label", Samples.With(envelope => envelope with { Label = "é" }) },
        { "nonceDomain", Samples.With(envelope => envelope with { NonceDomain = new string('a', 256) }) },
        { "capabilities", Samples.With(envelope => envelope with { Capabilities = [] }) },
        { "spend", Samples.With(envelope => envelope with { Budgets = [Budget.Lifetime(Asset.Gas, 1)] }) },
        {
            "rules",
            Samples.WithCapability(Samples.Swap with { Rules = [.. Enumerable.Repeat(Rule.AtMost(0, 1), 16)] })
        },
        { "value", Samples.WithRule(Rule.EqualsAccount(0) with { Value = 1 }) },
    };

    [Theory]
    [MemberData(nameof(NotEncodable))]
    public void Term_without_a_place_in_the_format_is_refused_by_its_name(string term, SessionGrant grant)
    {
        GrantEncodingException refusal = Assert.Throws<GrantEncodingException>(() => GrantEncoding.Encode(grant));

        Assert.Equal("grant-not-encodable", refusal.Id);
        Assert.StartsWith($"The term {term} was refused: ", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("; allowed is ", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Random_grants_survive_packing_and_unpacking()
    {
        for (ulong seed = 0; seed < 500; seed++)
        {
            PackedGrant packed = GrantEncoding.Encode(RandomGrants.Next(seed));

            Assert.True(packed.Grant.WithoutSets() == Decode(packed.Terms.Span, packed.Grant.Context), $"seed {seed}");
        }
    }

    [Fact]
    public void Random_grants_survive_the_json_form()
    {
        for (ulong seed = 0; seed < 500; seed++)
        {
            EnvelopeDocument document = RandomGrants.Next(seed).ToDocument();

            EnvelopeDocument parsed = CapabilityEnvelopeJson.Parse(CapabilityEnvelopeJson.Write(document));

            Assert.True(document == parsed, $"seed {seed}");
        }
    }

    [Fact]
    public void Capabilities_in_any_order_give_the_same_session()
    {
        SessionGrant reversed = Samples.With(
            envelope => envelope with { Capabilities = [Samples.Swap, Samples.TokenTransfer] });

        Assert.Equal(GrantEncoding.Encode(Samples.Grant).SessionId, GrantEncoding.Encode(reversed).SessionId);
    }

    [Fact]
    public void Every_part_of_the_context_changes_the_session()
    {
        SessionContext context = Samples.Context;
        SessionContext[] others =
        [
            context,
            context with { ChainId = 1 },
            context with { Module = Samples.Router },
            context with { Account = Samples.Router },
            context with { Route = Route.Erc6900(2) },
            context with { Route = Route.Erc7579 },
            context with { Epoch = 2 },
        ];

        IEnumerable<SessionId> ids =
            others.Select(each => GrantEncoding.Encode(Samples.Grant with { Context = each }).SessionId);

        Assert.Equal(others.Length, ids.Distinct().Count());
    }

    [Fact]
    public void Session_id_of_what_an_operation_carries_is_that_of_the_grant()
    {
        PackedGrant packed = GrantEncoding.Encode(Samples.Grant);

        SessionId id = GrantEncoding.ComputeSessionId(
            Samples.Context, packed.Core.Span, packed.Tree.Root, packed.GrantHash);

        Assert.Equal(packed.SessionId, id);
    }

    [Fact]
    public void Terms_cut_at_any_byte_are_refused()
    {
        byte[] terms = GrantEncoding.Encode(RandomGrants.Next(3)).Terms.ToArray();

        for (int length = 0; length < terms.Length; length++)
        {
            byte[] cut = terms[..length];
            GrantEncodingException refusal =
                Assert.Throws<GrantEncodingException>(() => Decode(cut, Samples.Context));
            Assert.Equal("terms-malformed", refusal.Id);
        }
    }

    [Fact]
    public void Terms_with_a_byte_behind_them_are_refused()
    {
        byte[] longer = [.. GrantEncoding.Encode(Samples.Grant).Terms.Span, 0];

        GrantEncodingException refusal = Assert.Throws<GrantEncodingException>(() => Decode(longer, Samples.Context));

        Assert.Contains("1 more bytes", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Terms_with_any_bit_changed_are_refused_or_mean_exactly_themselves()
    {
        byte[] terms = GrantEncoding.Encode(RandomGrants.Next(11)).Terms.ToArray();
        int refused = 0;
        for (int bit = 0; bit < 8 * terms.Length; bit++)
        {
            byte[] changed = [.. terms];
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            try
            {
                SessionGrant decoded = Decode(changed, Samples.Context);
                Assert.Equal(changed, GrantEncoding.Encode(decoded).Terms.ToArray());
            }
            catch (GrantEncodingException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1, (8 * terms.Length) - 1);
    }

    [Theory]
    [InlineData("ttl", 0x01, 6)]
    [InlineData("encoding", 0x04, 4)]
    [InlineData("paymaster", 0x10, 20)]
    public void Optional_group_with_its_off_value_is_refused(string term, byte feature, int size)
    {
        byte[] core = GrantEncoding.Encode(Samples.Grant).Core.ToArray();
        byte[] rest = GrantEncoding.Encode(Samples.Grant).Terms.ToArray()[core.Length..];
        core[4] |= feature;

        GrantEncodingException refusal = Assert.Throws<GrantEncodingException>(
            () => Decode([.. core, .. new byte[size], .. rest], Samples.Context));

        Assert.Contains($", {term}:", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Replaced_session_that_is_present_and_zero_is_refused()
    {
        PackedGrant packed = GrantEncoding.Encode(Samples.Grant);
        byte[] details = packed.Details.ToArray();
        byte[] rest = packed.Terms.ToArray()[(packed.Core.Length + details.Length)..];
        details[6] |= 0x02;

        GrantEncodingException refusal = Assert.Throws<GrantEncodingException>(
            () => Decode(
                [.. packed.Core.Span, .. details[..15], .. new byte[32], .. details[15..], .. rest], Samples.Context));

        Assert.Contains(", replaces: zero; allowed is the id of a session.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Capability_that_stands_twice_is_refused()
    {
        SessionGrant twice = Samples.With(
            envelope => envelope with { Capabilities = [Samples.Swap, Samples.Swap with { Id = "b" }] });
        byte[] terms = GrantEncoding.Encode(twice).Terms.ToArray();

        GrantEncodingException refusal = Assert.Throws<GrantEncodingException>(() => Decode(terms, Samples.Context));

        Assert.Contains("each target and selector once", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Capabilities_in_another_order_are_refused()
    {
        PackedGrant packed = GrantEncoding.Encode(Samples.Grant);
        byte[] swapped =
        [
            .. packed.Core.Span, .. packed.Details.Span, .. packed.Leaves[1].Span, .. packed.Leaves[0].Span,
        ];

        GrantEncodingException refusal = Assert.Throws<GrantEncodingException>(() => Decode(swapped, Samples.Context));

        Assert.Contains("the canonical one", refusal.Message, StringComparison.Ordinal);
    }

    private static SessionGrant Decode(ReadOnlySpan<byte> terms, SessionContext context) =>
        GrantEncoding.Decode(terms, context.ChainId, context.Module, context.Account, context.Route);
}
