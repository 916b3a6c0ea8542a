using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>
/// What is adjusted never allows more than the permission, against a spender that claims and lands operations at every
/// edge.
/// </summary>
public sealed class Erc7715NarrownessTests
{
    private static readonly Asset Token = Asset.Token(Samples.Token);

    /// <summary>However an adversary spends, no period of the permission ever holds more than its amount.</summary>
    [Fact]
    public void Rolling_session_never_exceeds_a_period_of_the_permission()
    {
        (int broken, int spent) = Spend(adjusted: true, FuzzProfile.Cases(everyday: 40, deep: 1_000));

        Assert.Equal(0, broken);
        Assert.True(spent > 0, $"seed {FuzzProfile.Seed}: nothing was spent");
    }

    /// <summary>The control: a calendar budget on periods that are not aligned to it holds more.</summary>
    [Fact]
    public void Calendar_session_would_exceed_periods_that_are_not_aligned()
    {
        (int broken, _) = Spend(adjusted: false, 40);

        Assert.True(broken > 0, $"seed {FuzzProfile.Seed}: the spender found nothing");
    }

    /// <summary>
    /// The control of the grace time: in a rolling window of the bare period, an operation of before the period that
    /// comes late and one of its end would both come in it, and no window holds both.
    /// </summary>
    [Fact]
    public void Rolling_window_of_the_bare_period_would_let_a_period_hold_twice_its_amount()
    {
        const int period = 4_000;
        const int bucket = period / 4;
        long boundary = (Erc7715Requests.Start / bucket * bucket) + (5 * bucket);
        long start = boundary + 60;
        EnvelopeDocument document = Erc7715Requests.Erc20Periodic
            .WithData("periodDuration", $"{period}")
            .WithData("startTime", $"{start - period}")
            .Adjustable()
            .Import(Erc7715Requests.Options with { Adjustments = new() { RollingPeriods = true } })
            .Document;
        Budget bare = Budget.Rolling(Token, 10_000_000, TimeSpan.FromSeconds(period));
        EnvelopeDocument unadjusted = document with
        {
            Envelope = document.Envelope with { Budgets = [Erc7715Requests.Gas, bare] },
        };

        Assert.Equal(20_000_000, SumOf(unadjusted));
        Assert.InRange(SumOf(document), 1, 10_000_000);

        long SumOf(EnvelopeDocument each)
        {
            ImportedSession session = new(each);
            long sum = 0;
            foreach ((long claim, long landing) in (ReadOnlySpan<(long, long)>)
                [(boundary - 50, start + 10), (boundary + period, boundary + period + 10)])
            {
                Verdict verdict = session.Judge(
                    ImportedSession.Transfer(10_000_000), DateTimeOffset.FromUnixTimeSeconds(claim), hasGrace: true);
                if (verdict.Allowed && (ulong)landing <= verdict.ValidUntil)
                {
                    Assert.InRange(landing, start, start + period - 1);
                    session.Keep(verdict);
                    sum += 10_000_000;
                }
            }

            return sum;
        }
    }

    /// <summary>However an adversary spends, never more than has grown by then.</summary>
    [Fact]
    public void Session_of_a_stream_never_spends_more_than_has_grown()
    {
        int cases = FuzzProfile.Cases(everyday: 40, deep: 1_000);

        (int broken, int spent) = SpendStreams(windowsEarlier: 0, cases);

        Assert.True(broken == 0, $"seed {FuzzProfile.Seed}: {broken} operations spent more than has grown");
        Assert.True(spent > cases, $"seed {FuzzProfile.Seed}: {spent} operations spent anything");
    }

    /// <summary>The control: a session that begins one window earlier spends more.</summary>
    [Fact]
    public void Session_of_a_stream_that_begins_earlier_would_spend_more_than_has_grown()
    {
        (int broken, _) = SpendStreams(windowsEarlier: 1, 40);

        Assert.True(broken > 0, $"seed {FuzzProfile.Seed}: the spender found nothing");
    }

    /// <summary>Spends what sessions of streams let; counts operations with more spent than has grown.</summary>
    private static (int Broken, int Spent) SpendStreams(int windowsEarlier, int cases)
    {
        int broken = 0;
        int operations = 0;
        for (int i = 0; i < cases; i++)
        {
            DeterministicBytes random = new(FuzzProfile.Seed + (ulong)i);
            long start = Erc7715Requests.Start + random.Below(7_200);
            int rate = 1 + random.Below(1_000);
            int initial = random.Coin() ? 0 : random.Below(2_000_000);
            int? maximum = random.Coin() ? null : initial + 1 + random.Below(20_000_000);
            int window = 600 + (60 * random.Below(60));
            EnvelopeDocument document = StreamBy(window, start, rate, initial, maximum);
            DateTimeOffset first = document.Envelope.ValidAfter.AddSeconds(-window * windowsEarlier);
            ImportedSession session =
                new(document with { Envelope = document.Envelope with { ValidAfter = first } });
            long spent = 0;
            foreach ((long landing, long amount) in Landings(
                session, first.ToUnixTimeSeconds(), window, (long)document.Envelope.Budgets[1].Limit, random))
            {
                spent += amount;
                operations++;
                broken += spent > Math.Min(initial + (rate * (landing - start)), maximum ?? long.MaxValue) ? 1 : 0;
            }
        }

        return (broken, operations);
    }

    private static EnvelopeDocument StreamBy(int window, long start, int rate, int initial, int? maximum)
    {
        PermissionAdjustments adjustments = new() { StreamWindow = TimeSpan.FromSeconds(window) };
        return Erc7715Requests.Erc20Stream
            .WithData("startTime", $"{start}")
            .WithData("initialAmount", $"\"0x{initial:x}\"")
            .WithData("maxAmount", maximum is null ? "null" : $"\"0x{maximum:x}\"")
            .WithData("amountPerSecond", $"\"0x{rate:x}\"")
            .Adjustable()
            .Import(Erc7715Requests.Options with { Adjustments = adjustments })
            .Document;
    }

    /// <summary>Spends what the session lets; counts periods of the permission that hold more than 10,000.</summary>
    private static (int Broken, int Spent) Spend(bool adjusted, int cases)
    {
        const long limit = 10_000;
        int broken = 0;
        int spent = 0;
        for (int i = 0; i < cases; i++)
        {
            DeterministicBytes random = new(FuzzProfile.Seed + (ulong)i);
            int period = 3_000 + random.Below(5_000);
            long start = (Erc7715Requests.Start / period * period) + 1 + random.Below(period - 1);
            JsonObject request = Erc7715Requests.Erc20Periodic
                .WithData("periodAmount", $"\"0x{limit:x}\"")
                .WithData("periodDuration", $"{period}")
                .WithData("startTime", $"{start}")
                .Adjustable();
            EnvelopeDocument document = request.Import(
                Erc7715Requests.Options with { Adjustments = new() { RollingPeriods = true } }).Document;
            Budget calendar = Budget.Calendar(Token, (UInt128)limit, TimeSpan.FromSeconds(period));
            ImportedSession session = new(adjusted ? document : document with
            {
                Envelope = document.Envelope with { Budgets = [Erc7715Requests.Gas, calendar] },
            });
            Dictionary<long, long> periods = [];
            foreach ((long landing, long amount) in Landings(session, start, period, limit, random))
            {
                long index = (landing - start) / period;
                periods[index] = periods.GetValueOrDefault(index) + amount;
                spent++;
            }

            broken += periods.Values.Count(sum => sum > limit);
        }

        return (broken, spent);
    }

    /// <summary>
    /// Operations with and without grace that come on chain at any second that their verdict allows, most of them as
    /// early in a window or as late as may be. The first one takes the whole limit in the first second.
    /// </summary>
    private static IEnumerable<(long Landing, long Amount)> Landings(
        ImportedSession session, long start, int period, long limit, DeterministicBytes random)
    {
        long now = start;
        for (int i = 0; i < 60; i++)
        {
            now += i == 0 ? 0 : random.Below(3) == 0 ? random.Below(10) : random.Below(period);
            long claim = now - (i > 0 && random.Coin() ? random.Below(200) : 0);
            long amount = i == 0 || random.Coin() ? limit : 1 + (long)(random.Number64() % (ulong)limit);
            Verdict verdict = session.Judge(
                ImportedSession.Transfer((UInt128)amount), DateTimeOffset.FromUnixTimeSeconds(claim), random.Coin());
            long latest = (long)Math.Min(verdict.ValidUntil, (ulong)(now + period));
            if (verdict.Allowed && latest >= now)
            {
                now = random.Coin() ? now : latest;
                session.Keep(verdict);
                yield return (now, amount);
            }
        }
    }
}
