namespace SessionKeys.Tests;

public sealed class UsdWindowTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    private static readonly DateTimeOffset Start = DateTimeOffset.UnixEpoch + (20_000 * Day);

    private static readonly UsdWindow Window = new(20_000, 60_00000000);

    [Fact]
    public void What_was_spent_counts_from_the_first_to_the_last_second_of_its_window()
    {
        TimeSpan second = TimeSpan.FromSeconds(1);

        Assert.Equal(Window.Spent, Window.SpentAt(Start, Day));
        Assert.Equal(Window.Spent, Window.SpentAt(Start + Day - second, Day));
        Assert.Equal(Window.Spent, Window.SpentAt(Start + Day - TimeSpan.FromTicks(1), Day));
        Assert.Equal(UInt128.Zero, Window.SpentAt(Start + Day, Day));
        Assert.Equal(UInt128.Zero, Window.SpentAt(Start - second, Day));
    }

    [Fact]
    public void Offset_of_a_time_does_not_matter() =>
        Assert.Equal(Window.Spent, Window.SpentAt(Start.ToOffset(TimeSpan.FromHours(-5)), Day));

    [Fact]
    public void Whole_session_is_one_window()
    {
        TimeSpan longest = TimeSpan.FromSeconds(uint.MaxValue);

        Assert.Equal((UInt128)7, new UsdWindow(0, 7).SpentAt(Start, longest));
        Assert.Equal(UInt128.Zero, new UsdWindow(0, 7).SpentAt(DateTimeOffset.UnixEpoch + longest, longest));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-600)]
    [InlineData(600.5)]
    [InlineData(4_294_967_296)]
    public void Period_that_no_guard_has_is_refused(double seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Window.SpentAt(Start, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Time_before_1970_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(
        () => Window.SpentAt(DateTimeOffset.UnixEpoch - TimeSpan.FromSeconds(1), Day));
}
