using System.Text;
using System.Text.Json.Nodes;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>What is adjusted is narrower than the request, said in words, and only done where it is let.</summary>
public sealed class Erc7715AdjustmentTests
{
    private static readonly Asset Token = Asset.Token(Samples.Token);

    private static readonly PermissionAdjustments All = new()
    {
        RollingPeriods = true,
        StreamWindow = TimeSpan.FromHours(1),
        ExpiresAt = Samples.Start.AddDays(1),
        Payees = [Samples.Recipient],
    };

    public static TheoryData<string, string, string> Needed => new()
    {
        { "unaligned", "$.permission.data.startTime", nameof(PermissionAdjustments.RollingPeriods) },
        { "short", "$.permission.data.periodDuration", nameof(PermissionAdjustments.RollingPeriods) },
        { "stream", "$.permission.data.amountPerSecond", nameof(PermissionAdjustments.StreamWindow) },
        { "endless", "$.rules", nameof(PermissionAdjustments.ExpiresAt) },
        { "anybody", "$.rules", nameof(PermissionAdjustments.Payees) },
    };

    [Theory]
    [MemberData(nameof(Needed))]
    public void Adjustment_needs_the_word_of_the_caller_and_of_the_request(string name, string path, string option)
    {
        PermissionAdjustments one = Only(option);

        PermissionRefusedException unasked = Refusal(RequestOf(name).Adjustable(), new());
        PermissionRefusedException excluded = Refusal(RequestOf(name), one);
        ImportedPermission adjusted =
            RequestOf(name).Adjustable().Import(Erc7715Requests.Options with { Adjustments = one });

        Assert.Equal(("erc7715-not-exact", path), (unasked.Id, unasked.Path));
        Assert.Contains($"Adjustments.{option}", unasked.Message, StringComparison.Ordinal);
        Assert.Equal(("erc7715-adjustment-not-allowed", path), (excluded.Id, excluded.Path));
        Assert.StartsWith($"{path}: ", Assert.Single(adjusted.Adjustments), StringComparison.Ordinal);
        Assert.Contains(adjusted.Adjustments[0], adjusted.Show(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("erc20-token-periodic")]
    [InlineData("native-token-periodic")]
    [InlineData("erc20-token-allowance")]
    [InlineData("native-token-allowance")]
    public void What_is_honoured_exactly_is_not_adjusted(string type)
    {
        PermissionAdjustments idle = All with { ExpiresAt = null, Payees = [] };

        ImportedPermission imported =
            Erc7715Requests.Of(type).Adjustable().Import(Erc7715Requests.Options with { Adjustments = idle });

        Assert.Empty(imported.Adjustments);
        Assert.Equal(Erc7715Requests.Of(type).Import().Document, imported.Document);
    }

    [Theory]
    [InlineData(86_400, 86_520)]
    [InlineData(86_401, 86_524)]
    [InlineData(60, 3_600)]
    [InlineData(3_480, 3_600)]
    [InlineData(3_481, 3_604)]
    public void Rolling_window_is_longer_than_the_period_by_the_grace_time(int period, int rolling)
    {
        CapabilityEnvelope envelope = Erc7715Requests.Erc20Periodic
            .WithData("periodDuration", $"{period}")
            .WithData("startTime", $"{Erc7715Requests.Start + 1}")
            .Adjustable()
            .Envelope(Erc7715Requests.Options with { Adjustments = new() { RollingPeriods = true } });

        Assert.Equal(Budget.Rolling(Token, 10_000_000, TimeSpan.FromSeconds(rolling)), envelope.Budgets[1]);
        Assert.Equal(Samples.Start.AddSeconds(1), envelope.ValidAfter);
    }

    [Fact]
    public void Earlier_end_and_fewer_payees_only_take_away()
    {
        PermissionAdjustments end = Only(nameof(PermissionAdjustments.ExpiresAt));
        PermissionAdjustments later = new() { ExpiresAt = Samples.Start.AddDays(9) };
        PermissionAdjustments fewer = Only(nameof(PermissionAdjustments.Payees));
        PermissionAdjustments other = new() { Payees = [Samples.Recipient, Samples.Approver] };
        JsonObject request = Erc7715Requests.NativePeriodic.Adjustable();

        Assert.Equal(Samples.Start.AddDays(1), Adjusted(end).ExpiresAt);
        Assert.Equal(Samples.Start.AddDays(7).AddSeconds(-1), Adjusted(later).ExpiresAt);
        Assert.Equal(Samples.Recipient, Assert.Single(Adjusted(fewer).Capabilities).Target);
        Assert.Equal("erc7715-mismatch", Refusal(request, other).Id);

        CapabilityEnvelope Adjusted(PermissionAdjustments adjustments) =>
            request.Envelope(Erc7715Requests.Options with { Adjustments = adjustments });
    }

    [Fact]
    public void Stream_by_windows_begins_when_a_window_has_grown_and_ends_at_the_maximum()
    {
        CapabilityEnvelope envelope = Erc7715Requests.Erc20Stream
            .WithData("startTime", $"{Erc7715Requests.Start + 1}")
            .WithData("initialAmount", "\"0x1\"")
            .Adjustable()
            .Envelope(Erc7715Requests.Options with { Adjustments = Only(nameof(PermissionAdjustments.StreamWindow)) });

        // 100 a second are 360,000 an hour, which have grown after 3,600 s; the next window begins at 02:00.
        Assert.Equal(Samples.Start.AddHours(2), envelope.ValidAfter);
        Assert.Equal(
            [
                Erc7715Requests.Gas,
                Budget.Calendar(Token, 360_000, TimeSpan.FromHours(1)),
                Budget.Lifetime(Token, 10_000_000),
            ],
            envelope.Budgets);
    }

    [Theory]
    [InlineData(599, "whole seconds from 600 on")]
    [InlineData(700_000, "a time before its last second")]
    public void Window_that_hands_out_nothing_is_refused(int seconds, string reason)
    {
        PermissionAdjustments adjustments = new() { StreamWindow = TimeSpan.FromSeconds(seconds) };

        PermissionRefusedException refusal =
            Refusal(Erc7715Requests.Erc20Stream.WithData("maxAmount", null).Adjustable(), adjustments);

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

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
            foreach ((long landing, long amount) in Landings(session, first.ToUnixTimeSeconds(), window, random))
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
            foreach ((long landing, long amount) in Landings(session, start, period, random))
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
    /// early in a window or as late as may be.
    /// </summary>
    private static IEnumerable<(long Landing, long Amount)> Landings(
        ImportedSession session, long start, int period, DeterministicBytes random)
    {
        long now = start;
        for (int i = 0; i < 60; i++)
        {
            now += random.Below(3) == 0 ? random.Below(10) : random.Below(period);
            long claim = now - (random.Coin() ? random.Below(200) : 0);
            long amount = random.Coin() ? 10_000 : 1 + random.Below(400_000);
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

    private static PermissionRefusedException Refusal(JsonObject request, PermissionAdjustments adjustments) =>
        Assert.Throws<PermissionRefusedException>(() => Erc7715Json.Import(
            Encoding.UTF8.GetBytes(request.ToJsonString()),
            Erc7715Requests.Options with { Adjustments = adjustments }));

    private static PermissionAdjustments Only(string option) => option switch
    {
        nameof(PermissionAdjustments.RollingPeriods) => new() { RollingPeriods = true },
        nameof(PermissionAdjustments.StreamWindow) => new() { StreamWindow = All.StreamWindow },
        nameof(PermissionAdjustments.ExpiresAt) => new() { ExpiresAt = All.ExpiresAt },
        _ => new() { Payees = All.Payees },
    };

    private static JsonObject RequestOf(string name) => name switch
    {
        "unaligned" => Erc7715Requests.Erc20Periodic.WithData("startTime", $"{Erc7715Requests.Start + 1}"),
        "short" => Erc7715Requests.Erc20Periodic.WithData("periodDuration", "60"),
        "stream" => Erc7715Requests.Erc20Stream,
        "endless" => Erc7715Requests.Erc20Periodic.WithoutRule("expiry"),
        _ => Erc7715Requests.NativePeriodic.WithoutRule("payee"),
    };
}
