using System.Numerics;

namespace SessionKeys.TestKit;

/// <summary>Capabilities made around a call: first the call, then rules that it meets and what it spends.</summary>
internal sealed class RandomCapability(
    DeterministicBytes random,
    DifferentialWorld world,
    Address account,
    IReadOnlyList<Budget> budgets,
    IReadOnlyDictionary<Asset, int> scales)
{
    private static readonly Selector Transfer = Selector.FromSignature("transfer(address,uint256)");
    private static readonly Selector Approve = Selector.FromSignature("approve(address,uint256)");
    private static readonly Selector TransferFrom = Selector.FromSignature("transferFrom(address,address,uint256)");
    private static readonly UInt256 SignBit = UInt256.One << 255;

    private readonly UInt256 _accountWord = UInt256.ReadBigEndian(account.ToArray());

    public (Capability Capability, Call Example) Next(string id)
    {
        Address target = random.Below(6) switch
        {
            0 or 1 or 2 => random.Pick(world.Tokens.AsSpan()),
            3 => world.Router,
            _ => random.Address(),
        };
        Selector selector = random.Below(6) switch
        {
            0 => default,
            1 => Approve,
            2 => TransferFrom,
            3 => Selector.FromBytes([(byte)(1 + random.Below(255)), .. random.Next(3)]),
            _ => Transfer,
        };
        UInt256[] words = [.. Enumerable.Range(0, selector == default ? 0 : 3 + random.Below(4)).Select(_ => Word())];
        List<Spend> spends = Spends(target, selector, words);
        ValueList<Rule> rules = words.Length == 0
            ? []
            : Enumerable.Range(0, Rules()).Select(_ => NextRule((byte)random.Below(words.Length), words)).ToValueList();
        UInt128 maxValue = scales.TryGetValue(Asset.Native, out int scale) && random.Coin()
            ? random.Amount(scale) + 1
            : 0;
        Capability capability = new()
        {
            Id = id,
            Target = target,
            Selector = selector,
            MaxValue = maxValue,
            Rules = rules,
            Spends = spends.ToValueList(),
            Essential = random.Coin(),
        };
        byte[] tail = selector == default ? [] : random.Next(random.Pick(0, 0, 0, 7));
        byte[] head = selector == default ? [] : selector.ToArray();
        byte[] data = [.. head, .. words.SelectMany(word => word.ToArray()), .. tail];
        return (capability, new Call(target, random.Chance(70) ? UInt256.Zero : maxValue, data));
    }

    private int Rules() => random.Chance(5) ? EnvelopeLimits.MaxRules : random.Below(4);

    private UInt256 Word() => random.Below(4) switch
    {
        0 => _accountWord,
        1 => random.Word() >> 96,
        2 => (ulong)random.Below(1_000),
        _ => random.Word() >> random.Below(256),
    };

    /* SPENDS */

    private List<Spend> Spends(Address target, Selector selector, UInt256[] words)
    {
        List<Spend> spends = [];
        Asset[] tokens = [.. budgets.Select(each => each.Asset).Where(each => each.IsToken).Distinct()];
        int taken = -1;
        if (tokens.Contains(Asset.Token(target)) && words.Length > 0)
        {
            taken = selector == Transfer || selector == Approve ? 1 : selector == TransferFrom ? 2 : -1;
            if (taken >= 0)
            {
                spends.Add(ByWord(Asset.Token(target), taken, words));
            }
        }

        for (int i = random.Below(3); i > 0 && tokens.Length > 0; i--)
        {
            Asset token = random.Pick<Asset>(tokens);
            int word = words.Length == 0 ? -1 : random.Below(words.Length);
            spends.Add(word < 0 || word == taken || random.Coin()
                ? Spend.Fixed(token, random.Amount(scales[token]) + 1)
                : ByWord(token, word, words));
            taken = word;
        }

        return spends;
    }

    private Spend ByWord(Asset token, int word, UInt256[] words)
    {
        words[word] = random.Amount(scales[token]);
        return Spend.ByWord(token, (byte)word);
    }

    /* RULES */

    private Rule NextRule(byte word, UInt256[] words)
    {
        UInt256 actual = words[word];
        switch ((Comparison)random.Below(9))
        {
            case Comparison.Equal:
                return Rule.Equal(word, actual, Form(actual));
            case Comparison.NotEqual:
                UInt256 other = random.Coin() ? random.Word() >> random.Below(256) : actual + Room(actual);
                return Rule.NotEqual(word, other == actual ? UInt256.MaxValue - other : other, PrintForm.Hex);
            case Comparison.AtLeast:
                return Rule.AtLeast(word, actual - Less(actual));
            case Comparison.AtMostSigned:
                return Signed(Comparison.AtMostSigned, word, actual, SignBit - UInt256.One);
            case Comparison.AtLeastSigned:
                return Signed(Comparison.AtLeastSigned, word, actual, SignBit);
            case Comparison.InSet:
                int size = random.Pick(0, 1, 8, 40);
                return Rule.InSet(word, [actual, .. Enumerable.Range(0, size).Select(_ => random.Word() >> 96)]);
            case Comparison.EqualsAccount when actual == _accountWord:
                return Rule.EqualsAccount(word);
            case Comparison.AtLeastRatio:
                return NextRatio(word, actual, (byte)random.Below(words.Length), words);
            default:
                return Rule.AtMost(word, actual + (random.Coin() ? UInt256.Zero : Room(actual)));
        }
    }

    private PrintForm Form(UInt256 value) =>
        value.BitLength <= 160 ? (PrintForm)random.Below(3) : random.Pick(PrintForm.Decimal, PrintForm.Hex);

    /// <summary>Something that can be added.</summary>
    private UInt256 Room(UInt256 word) => Less(UInt256.MaxValue - word);

    private UInt256 Less(UInt256 most)
    {
        UInt256 some = random.Coin() ? UInt256.One : random.Word() >> random.Below(256);
        return some > most ? most : some;
    }

    private Rule Signed(Comparison comparison, byte word, UInt256 actual, UInt256 end) =>
        new() { Comparison = comparison, Word = word, Value = random.Coin() ? actual : end };

    /// <summary>The largest numerator that the call allows, or a smaller one.</summary>
    private Rule NextRatio(byte word, UInt256 actual, byte otherWord, UInt256[] words)
    {
        UInt128 denominator = random.Amount(1 + random.Below(124));
        denominator = denominator == 0 ? 1 : denominator;
        BigInteger other = words[otherWord];
        BigInteger most = other.IsZero
            ? (BigInteger)Ratio.MaxPart
            : (BigInteger)actual * (BigInteger)denominator / other;
        UInt128 numerator = most > (BigInteger)Ratio.MaxPart ? Ratio.MaxPart : (UInt128)most;
        numerator = random.Coin() ? numerator : numerator / (UInt128)(1 + random.Below(9));
        return Rule.AtLeastRatio(word, new Ratio(otherWord, numerator, denominator));
    }
}
