using System.Numerics;

namespace SessionKeys.Tests;

public sealed class CapabilityBuilderTests
{
    private const string Transfer = "function transfer(address to, uint256 amount)";

    private const string Exchange =
        "function exchange(bytes data, (address to, (bytes path, uint128 least) order, uint256 amount) p, "
        + "uint256[2] n)";

    private const string Narrow =
        "function f(uint64 deadline, int128 delta, bool flag, bytes4 kind, address to, int256 whole, bytes32 key)";

    [Fact]
    public void Rules_by_name_are_rules_on_the_words_of_the_parameters()
    {
        Capability built = Capability.FromAbi(Transfer)
            .Named("token.transfer")
            .At(Samples.Token)
            .RequireEqual("to", Samples.Recipient)
            .RequireAtMost("amount", 25_000_000)
            .Spend("amount", Asset.Token(Samples.Token))
            .Build();

        Assert.Equal(Samples.TokenTransfer, built);
    }

    [Fact]
    public void Every_comparison_has_its_rule()
    {
        const string declaration = "function f(uint256 a, int256 b, address c, bytes32 d, uint256 e) payable";
        Capability built = Capability.FromAbi(declaration)
            .Named("f")
            .At(Samples.Router)
            .RequireNotEqual("a", (UInt256)7)
            .RequireAtLeast("a", 5)
            .RequireAtMost("b", -1)
            .RequireAtLeast("b", -2)
            .RequireEqualsAccount("c")
            .RequireInSet("d", [Hash32.Zero, Keccak256.Hash("x"u8)])
            .RequireAtLeastRatio("e", "a", 995, 1000)
            .SpendFixed(Asset.Token(Samples.Token), 3)
            .AllowValue(9)
            .Essential()
            .Build();

        Assert.Equal(
            [
                Rule.NotEqual(0, 7),
                Rule.AtLeast(0, 5),
                new Rule { Comparison = Comparison.AtMostSigned, Word = 1, Value = UInt256.MaxValue },
                new Rule { Comparison = Comparison.AtLeastSigned, Word = 1, Value = UInt256.MaxValue - 1 },
                Rule.EqualsAccount(2),
                Rule.InSet(3, [UInt256.Zero, UInt256.ReadBigEndian(Keccak256.Hash("x"u8).ToArray())]),
                Rule.AtLeastRatio(4, new Ratio(0, 995, 1000)),
            ],
            built.Rules);
        Assert.Equal(Spend.Fixed(Asset.Token(Samples.Token), 3), Assert.Single(built.Spends));
        Assert.Equal((UInt128)9, built.MaxValue);
        Assert.True(built.Essential);
    }

    /// <summary>Head: data offset, offset of p, n[0], n[1].</summary>
    [Fact]
    public void Static_parameters_beside_dynamic_ones_have_their_word()
    {
        Capability built = Exchanging().RequireAtMost("n[1]", 5).Build();

        Assert.Equal([Rule.AtMost(3, 5)], built.Rules);
    }

    /// <summary>
    /// Without the rules on the offsets a caller could let the contract read other words than the ones compared.
    /// </summary>
    [Fact]
    public void Components_of_a_dynamic_struct_are_pinned_by_its_offset()
    {
        const string declaration = "function f((address to, (bytes path, uint256 least) order, uint256 amount) p)";
        Capability built = Capability.FromAbi(declaration)
            .Named("f")
            .At(Samples.Router)
            .RequireEqual("p.to", Samples.Recipient)
            .RequireAtLeast("p.order.least", 5)
            .Build();

        Assert.Equal(
            [
                Rule.Equal(0, 32),
                Rule.Equal(1, Samples.Recipient),
                Rule.Equal(2, 96),
                Rule.AtLeast(5, 5),
            ],
            built.Rules);
        object[] order = [new byte[40], (UInt256)5];
        object[] parameters = [Samples.Recipient, order, (UInt256)1];
        Call call = new(
            Samples.Router,
            0,
            AbiFunction.Parse("f((address,(bytes,uint256),uint256))").EncodeCall([parameters]));
        Assert.Empty(CapabilityVerdict.Of(built, call).Violations);

        // The control: the same words behind another offset, which the contract would follow.
        byte[] moved = call.Data.ToArray();
        moved[4 + 31] = 64;
        Verdict refused = CapabilityVerdict.Of(built, call with { Data = moved });
        Assert.Equal("RuleViolated", refused.Violations[0].Name);
    }

    [Theory]
    [InlineData("nobody", "no such parameter")]
    [InlineData("", "no such parameter")]
    [InlineData("p.nobody", "depends on the length")]
    [InlineData("data", "of the type bytes")]
    [InlineData("p", "depends on the length")]
    [InlineData("p.to", "depends on the length")]
    [InlineData("n", "of the type uint256[2]")]
    [InlineData("n[2]", "no item [2]")]
    [InlineData("n[x]", "no item [x]")]
    [InlineData("n[-1]", "no item [-1]")]
    [InlineData("n[0].x", "no such parameter")]
    [InlineData("data[0]", "no item [0]")]
    public void Parameter_without_a_word_of_its_own_is_refused(string parameter, string says) =>
        CheckRefused(() => Exchanging().RequireEqual(parameter, Samples.Recipient), says);

    [Fact]
    public void Rule_that_ignored_bits_would_break_is_refused_alone_and_taken_beside_a_bound()
    {
        CheckRefused(() => Narrowed().RequireAtLeast("deadline", 5).Build(), "AtLeast on the type uint64");
        CheckRefused(() => Narrowed().RequireNotEqual("to", Samples.Router).Build(), "NotEqual on the type address");
        CheckRefused(() => Narrowed().RequireNotEqual("kind", new byte[4]).Build(), "NotEqual on the type bytes4");
        CheckRefused(() => Narrowed().RequireAtMost("delta", 5).Build(), "AtMostSigned on the type int128");
        CheckRefused(() => Narrowed().RequireAtLeast("delta", 5).Build(), "AtLeastSigned on the type int128");
        CheckRefused(
            () => Narrowed().RequireAtLeastRatio("deadline", "deadline", 1, 2).Build(),
            "AtLeastRatio on the type uint64");

        Assert.Equal(2, Narrowed().RequireAtLeast("deadline", 5).RequireAtMost("deadline", 9).Build().Rules.Count);
        Assert.Equal(2, Narrowed().RequireAtMost("delta", 5).RequireAtLeast("delta", -5).Build().Rules.Count);
        Assert.Single(Narrowed().RequireAtMost("whole", -5).Build().Rules);
        Assert.Single(Narrowed().RequireNotEqual("key", Hash32.Zero).Build().Rules);
    }

    [Fact]
    public void Values_and_rules_of_another_type_are_refused()
    {
        CheckRefused(
            () => Narrowed().RequireEqual("deadline", (UInt256)(UInt128.One << 64)), "a value of the type uint64");
        CheckRefused(() => Narrowed().RequireAtMost("deadline", BigInteger.MinusOne), "a value of the type uint64");
        CheckRefused(() => Narrowed().RequireEqual("flag", 1), "a value of the type bool");
        CheckRefused(() => Narrowed().RequireEqual("to", "0x00"), "a value of the type address");
        CheckRefused(() => Narrowed().RequireAtMost("flag", 1), "an integer");
        CheckRefused(() => Narrowed().RequireAtMost("kind", 1), "an integer");
        CheckRefused(() => Narrowed().RequireEqualsAccount("deadline"), "an address");
        CheckRefused(() => Narrowed().Spend("delta", Asset.Token(Samples.Token)), "an unsigned integer");
        CheckRefused(() => Narrowed().RequireAtLeastRatio("deadline", "delta", 1, 2), "an unsigned integer");
        CheckRefused(() => Narrowed().AllowValue(1), "does not say payable");
    }

    [Fact]
    public void Word_above_255_is_refused()
    {
        CapabilityBuilder builder = Capability.FromAbi("function f(uint256[255] a, uint256 last, uint256 beyond)")
            .Named("f")
            .At(Samples.Router);

        Assert.Equal(255, builder.RequireAtMost("last", 1).Build().Rules[0].Word);
        CheckRefused(() => builder.RequireAtMost("beyond", 1), "the word 256");
    }

    [Fact]
    public void Ninth_rule_is_refused()
    {
        CapabilityBuilder builder = Narrowed();
        for (int i = 0; i < 8; i++)
        {
            builder.RequireAtMost("whole", i);
        }

        Assert.Equal(8, builder.Build().Rules.Count);
        CheckRefused(() => builder.RequireAtMost("whole", 9).Build(), "9 rules");
    }

    [Fact]
    public void Capability_without_name_or_target_is_refused()
    {
        Assert.Throws<InvalidOperationException>(() => Capability.FromAbi(Transfer).At(Samples.Token).Build());
        Assert.Throws<InvalidOperationException>(() => Capability.FromAbi(Transfer).Named("a").Build());
    }

    private static CapabilityBuilder Exchanging() => Capability.FromAbi(Exchange).Named("exchange").At(Samples.Router);

    private static CapabilityBuilder Narrowed() => Capability.FromAbi(Narrow).Named("narrow").At(Samples.Router);

    private static void CheckRefused(Action build, string says)
    {
        SessionKeyException refusal = Assert.Throws<SessionKeyException>(build);
        Assert.Equal("capability-not-exact", refusal.Id);
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
        Assert.Matches("was refused: .+; allowed .+\\. .+\\.$", refusal.Message);
    }
}
