using System.Numerics;

namespace SessionKeys.Tests;

/// <summary>Every comparison at its boundaries, sets with their proofs, ratios in 512 bits, words, values.</summary>
internal static class RuleCases
{
    private static readonly Address Target = Samples.Router;
    private static readonly Selector Function = Selector.Parse("0x12345678");

    public static IEnumerable<VerdictVector> All() => [.. Orders(), .. Sets(), .. Ratios(), .. Words(), .. Values()];

    /// <summary>A call with these words.</summary>
    internal static VerdictUse Calling(params UInt256[] words) => new()
    {
        Calls =
        [
            new Call(Target, 0, (byte[])[.. Function.ToArray(), .. words.SelectMany(word => word.ToArray())]),
        ],
    };

    /// <summary>A session that may call one function under these rules.</summary>
    internal static VerdictWorld With(params Rule[] rules) => VerdictWorld.Live(Samples.WithCapability(new Capability
    {
        Id = "call",
        Target = Target,
        Selector = Function,
        Rules = rules.ToValueList(),
    }));

    private static IEnumerable<VerdictVector> Orders()
    {
        UInt256 sign = UInt256.One << 255;
        UInt256[] unsigned = [0, 25_000_000, UInt256.MaxValue, sign];
        UInt256[] signed = [0, 5, UInt256.MaxValue - 4UL, sign - UInt256.One, sign];
        foreach (Comparison comparison in (Comparison[])[
            Comparison.Equal, Comparison.NotEqual, Comparison.AtMost, Comparison.AtLeast, Comparison.AtMostSigned,
            Comparison.AtLeastSigned])
        {
            foreach (UInt256 value in comparison >= Comparison.AtMostSigned ? signed : unsigned)
            {
                VerdictWorld world = With(new Rule { Comparison = comparison, Word = 0, Value = value });
                foreach (UInt256 word in Around(value))
                {
                    yield return world.Judge($"{comparison} {value.ToHex()}: {word.ToHex()}", Calling(word));
                }
            }
        }
    }

    /// <summary>One less, the same, one more, around the circle.</summary>
    private static IEnumerable<UInt256> Around(UInt256 value) =>
    [
        value.IsZero ? UInt256.MaxValue : value - UInt256.One,
        value,
        value == UInt256.MaxValue ? UInt256.Zero : value + UInt256.One,
    ];

    private static IEnumerable<VerdictVector> Sets()
    {
        UInt256[] members = [.. Enumerable.Range(1, 5).Select(each => (UInt256)(ulong)(1_000 * each))];
        VerdictWorld world = With(Rule.InSet(0, members));
        foreach (UInt256 member in members)
        {
            yield return world.Judge($"in the set: {member}", Calling(member));
        }

        yield return world.Judge("not in the set", Calling(1_001));
        yield return world.Judge(
            "proof damaged", Calling(1_000) with { Unsigned = bytes => Damaged(bytes, bytes.Length - 1) });
        yield return world.Judge("proof of another", Calling(1_000) with
        {
            CallData = data => [.. data[..^60], .. ((UInt256)2_000UL).ToArray(), .. data[^28..]],
        });
        VerdictWorld single = With(Rule.InSet(0, [(UInt256)9UL]));
        yield return single.Judge("set of one", Calling(9));
        yield return single.Judge("set of one: proof too long", Calling(9) with
        {
            Unsigned = bytes => [.. bytes[..^1], 21, .. new byte[21 * 32]],
        });
        yield return single.Judge("set of one: proof of 20", Calling(9) with
        {
            Unsigned = bytes => [.. bytes[..^1], 20, .. new byte[20 * 32]],
        });
        UInt256 account = UInt256.ReadBigEndian(Samples.Account.ToArray());
        VerdictWorld own = With(Rule.EqualsAccount(0));
        yield return own.Judge("the account", Calling(account));
        yield return own.Judge("not the account", Calling(account + UInt256.One));
        yield return own.Judge("the account with dirty bits", Calling(account | (UInt256.One << 160)));
    }

    private static IEnumerable<VerdictVector> Ratios()
    {
        VerdictWorld half = With(Rule.AtLeastRatio(0, new Ratio(1, 995, 1_000)));
        yield return half.Judge("ratio met", Calling(995, 1_000));
        yield return half.Judge("ratio missed", Calling(994, 1_000));
        yield return half.Judge("ratio of nothing", Calling(0, 0));
        yield return half.Judge("ratio: both greatest", Calling(UInt256.MaxValue, UInt256.MaxValue));
        yield return half.Judge("ratio: other word missing", Calling(995));
        VerdictWorld wide = With(Rule.AtLeastRatio(0, new Ratio(1, Ratio.MaxPart, Ratio.MaxPart)));
        yield return wide.Judge("512 bits: equal", Calling(UInt256.MaxValue, UInt256.MaxValue));
        yield return wide.Judge(
            "512 bits: one less", Calling(UInt256.MaxValue - UInt256.One, UInt256.MaxValue));
        UInt256 top = UInt256.One << 255;
        VerdictWorld prime = With(Rule.AtLeastRatio(0, new Ratio(1, Ratio.MaxPart, Ratio.MaxPart - 1)));
        UInt256 least = (UInt256)((((BigInteger)top * (BigInteger)Ratio.MaxPart) + (BigInteger)Ratio.MaxPart - 2)
            / ((BigInteger)Ratio.MaxPart - 1));
        yield return prime.Judge("512 bits: just enough", Calling(least, top));
        yield return prime.Judge("512 bits: just not", Calling(least - UInt256.One, top));
        VerdictWorld none = With(Rule.AtLeastRatio(0, new Ratio(1, 0, 1)));
        yield return none.Judge("ratio 0", Calling(0, UInt256.MaxValue));
    }

    private static IEnumerable<VerdictVector> Words()
    {
        foreach (byte word in (byte[])[0, 1, 255])
        {
            VerdictWorld world = With(new Rule { Comparison = Comparison.AtLeast, Word = word });
            foreach (int missing in (int[])[-1, 0, 1, 32])
            {
                byte[] data = [.. Function.ToArray(), .. new byte[(32 * (word + 1)) - missing]];
                yield return world.Judge(
                    $"word {word} lacks {missing} bytes", new VerdictUse { Calls = [new Call(Target, 0, data)] });
            }
        }

        VerdictWorld both = With(Rule.AtMost(0, 5), Rule.AtLeast(1, 7), Rule.NotEqual(2, 9));
        yield return both.Judge("three rules hold", Calling(5, 7, 8));
        yield return both.Judge("second rule broken", Calling(5, 6, 8));
        yield return both.Judge("all rules broken", Calling(6, 6, 9));
    }

    private static IEnumerable<VerdictVector> Values()
    {
        Capability paying = new() { Id = "pay", Target = Target, Selector = default, MaxValue = 1_000 };
        VerdictWorld world = VerdictWorld.Live(Samples.With(envelope => envelope with
        {
            Capabilities = [paying],
            Budgets = [.. envelope.Budgets, Budget.Lifetime(Asset.Native, 1_500)],
        }));
        foreach (ulong value in (ulong[])[0, 1, 999, 1_000, 1_001])
        {
            yield return world.Judge(
                $"value {value} of 1000", new VerdictUse { Calls = [new Call(Target, value, default)] });
        }

        yield return world.Judge(
            "value of 2^256 - 1", new VerdictUse { Calls = [new Call(Target, UInt256.MaxValue, default)] });
        yield return world.Judge("values of a batch above the budget", new VerdictUse
        {
            Calls = [new Call(Target, 1_000, default), new Call(Target, 501, default)],
        });
        yield return world.Judge("values of a batch at the budget", new VerdictUse
        {
            Calls = [new Call(Target, 1_000, default), new Call(Target, 500, default)],
        });
        yield return VerdictWorld.Live(Samples.Grant).Judge("value where none is granted", new VerdictUse
        {
            Calls = [Samples.TransferOf(1) with { Value = 1 }],
        });
    }

    internal static byte[] Damaged(byte[] bytes, int position)
    {
        bytes[position] ^= 1;
        return bytes;
    }
}
