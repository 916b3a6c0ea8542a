using System.Text;
using System.Text.Json.Nodes;

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
