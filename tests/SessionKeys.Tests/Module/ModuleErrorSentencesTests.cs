using System.Numerics;
using System.Text.RegularExpressions;

namespace SessionKeys.Tests;

/// <summary>What an error of the contracts is told as.</summary>
public sealed class ModuleErrorSentencesTests
{
    public static TheoryData<string> Names => new(ModuleErrors.Names);

    [Fact]
    public void Outflow_and_limit_in_dollars_are_told_with_their_numbers()
    {
        string outflow = Message(
            "OutflowNotCounted(address,uint256,uint256)", Samples.Token, (UInt256)500, (UInt256)7);
        string limit = Message(
            "UsdLimitExceeded(uint256,uint256,uint256,uint256)",
            (UInt256)10_000_000_000, (UInt256)9_000_000_000, (UInt256)1_050_000_001, (UInt256)1_800_057_600);

        Assert.Contains(
            "500 of 0x70cec00000000000000000000000000000000001 left the account or can be taken by what it allowed, " +
            "and its calldata was counted as 7;",
            outflow,
            StringComparison.Ordinal);
        Assert.Contains(
            "has used 90.00000000, and 10.50000001 more were requested; allowed are 100.00000000.",
            limit,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Price_below_zero_keeps_its_sign() =>
        Assert.Contains(
            "answers -5; allowed is above 0.",
            Message("FeedAnswerInvalid(address,int256)", Samples.Router, new BigInteger(-5)),
            StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Names))]
    public void Sentence_uses_every_argument_and_no_other(string name)
    {
        ModuleError error = ModuleErrorTable.All.Single(each => each.Name == name);

        string[] used =
        [
            .. Regex.Matches(ModuleErrorSentences.Templates[name], "\\{(?<name>[A-Za-z]+)(:[a-z]+)?\\}")
                .Select(match => match.Groups["name"].Value).Distinct(),
        ];

        Assert.Equal(error.ArgumentNames.Order(), used.Order());
    }

    [Fact]
    public void Sentences_are_those_of_the_errors() =>
        Assert.Equal(ModuleErrors.Names.Order(), ModuleErrorSentences.Templates.Keys.Order());

    [Fact]
    public void Budget_is_told_with_its_asset_and_reset()
    {
        string daily = Message(
            "BudgetExceeded(uint256,address,uint256,uint256,uint256,uint256)",
            (UInt256)1, Samples.Token, (UInt256)100, (UInt256)60, (UInt256)50, (UInt256)1_800_057_600);
        string lifetime = Message(
            "BudgetExceeded(uint256,address,uint256,uint256,uint256,uint256)",
            (UInt256)0, Asset.Gas.Address, (UInt256)100, (UInt256)60, (UInt256)50, UInt256.Zero);

        Assert.Equal(
            "The operation was refused: budget 2 on 0x70cec00000000000000000000000000000000001 has used 60, and 50 " +
            "more were requested; allowed are 100. The budget resets at 2027-01-16 00:00:00 UTC. Spend less, wait, " +
            "or ask for a new grant.",
            daily);
        Assert.Contains("budget 1 on gas", lifetime, StringComparison.Ordinal);
        Assert.Contains("never: it counts for the whole session", lifetime, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x0000000000000000000000000000000000000000000000000000000000000007", "is 7;")]
    [InlineData("0x00000000000000000000000070cec00000000000000000000000000000000001", "is 0x70cec00000000000")]
    [InlineData("0xff00000000000000000000000000000000000000000000000000000000000000", "is 0xff000000000000")]
    public void Rule_shows_a_word_as_what_it_most_likely_is(string word, string shown)
    {
        string message = Message(
            "RuleViolated(uint256,uint256,uint256,uint8,bytes32,bytes32)",
            UInt256.Zero, UInt256.Zero, UInt256.One, (UInt256)2, Hash32.Parse(word), Hash32.Zero);

        Assert.Contains(shown, message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("allowed is at most 0.", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(4, "is -1; allowed is at most -2.")]
    [InlineData(5, "is -1; allowed is at least -2.")]
    [InlineData(2, "is 0xffffff")]
    public void Rule_on_signed_words_shows_their_signs(int comparison, string shown)
    {
        Hash32 minusOne = Hash32.FromBytes([.. Enumerable.Repeat((byte)0xff, 32)]);
        Hash32 minusTwo = Hash32.FromBytes([.. Enumerable.Repeat((byte)0xff, 31), 0xfe]);

        string message = Message(
            "RuleViolated(uint256,uint256,uint256,uint8,bytes32,bytes32)",
            UInt256.Zero, UInt256.Zero, UInt256.One, (UInt256)(ulong)comparison, minusOne, minusTwo);

        Assert.Contains(shown, message, StringComparison.Ordinal);
    }

    [Fact]
    public void Rule_on_a_ratio_shows_the_fraction()
    {
        Hash32 ratio = Hash32.FromBytes(new Ratio(2, 995, 1_000).ToValue().ToArray());

        string message = Message(
            "RuleViolated(uint256,uint256,uint256,uint8,bytes32,bytes32)",
            UInt256.Zero, UInt256.Zero, (UInt256)3, (UInt256)8, Hash32.FromBytes([.. new byte[31], 7]), ratio);

        Assert.Contains(
            "word 3 is 7; allowed is at least word 2 times 995 / 1000.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Schedule_is_told_by_the_clock_and_the_names_of_the_days() =>
        Assert.Contains(
            "allowed is from 08:30:00 to 24:00:00 UTC on monday, sunday.",
            Message(
                "OutsideSchedule(uint256,uint256,uint256,uint48)",
                (UInt256)30_600, (UInt256)86_400, (UInt256)65, (UInt256)1_800_000_000),
            StringComparison.Ordinal);

    [Theory]
    [InlineData(1, "the account is restricted;")]
    [InlineData(2, "the account is halted;")]
    [InlineData(255, "the account is 255;")]
    public void Mode_is_told_by_its_name(int mode, string shown) =>
        Assert.Contains(shown, Message("ModeForbids(uint8)", (UInt256)(ulong)mode), StringComparison.Ordinal);

    [Fact]
    public void Time_behind_the_calendar_is_told_as_its_second()
    {
        string message = Message("SessionExpired(uint48,uint48)", (UInt256)((1UL << 48) - 1), UInt256.One);

        Assert.Contains("until second 281474976710655", message, StringComparison.Ordinal);
        Assert.Contains("of 1970-01-01 00:00:01 UTC", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Term_is_told_as_text() =>
        Assert.Contains(
            "ttl is 5;",
            Message(
                "TermInvalid(bytes32,uint256,uint256)",
                Hash32.FromBytes([.. "ttl"u8, .. new byte[29]]),
                (UInt256)5UL,
                (UInt256)6UL),
            StringComparison.Ordinal);

    [Fact]
    public void Name_with_control_characters_is_shown_without_them()
    {
        byte[] name = [.. "ttl\n\u001b[31m"u8, .. new byte[23]];
        byte[] data = AbiFunction.Parse("TermInvalid(bytes32,uint256,uint256)")
            .EncodeCall([Hash32.FromBytes(name), UInt256.Zero, UInt256.One]);

        Assert.True(ModuleErrors.TryDecode(data, out SessionRefusal? refusal));

        Assert.Contains("ttl??[31m", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nonce_domains_are_shown_as_they_stand_in_the_nonce()
    {
        byte[] data = AbiFunction.Parse("ForeignNonceDomain(uint256,uint256)")
            .EncodeCall([UInt256.Parse("0x5f827603b1a02f95"), UInt256.Parse("0xe683de7c83cc54ba")]);

        Assert.True(ModuleErrors.TryDecode(data, out SessionRefusal? refusal));

        Assert.Contains("domain 0xe683de7c83cc54ba;", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("domain 0x5f827603b1a02f95.", refusal.Message, StringComparison.Ordinal);
    }

    private static string Message(string signature, params object[] values)
    {
        byte[] data = AbiFunction.Parse(signature).EncodeCall(values);
        Assert.True(ModuleErrors.TryDecode(data, out SessionRefusal? refusal));
        return refusal.Message;
    }
}
