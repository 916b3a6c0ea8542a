using System.Globalization;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class DurationTextTests
{
    [Fact]
    public void Durations_in_messages_have_a_point_under_every_culture()
    {
        CultureInfo before = CultureInfo.CurrentCulture;
        var comma = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        comma.NumberFormat.NumberDecimalSeparator = ",";
        CultureInfo.CurrentCulture = comma;
        try
        {
            Assert.Equal("0,1", $"{0.1:0.###}");
            Assert.Contains(
                "in 0.1 s", LaneErrors.Busy(1, TimeSpan.FromMilliseconds(100)).Message, StringComparison.Ordinal);
            Assert.Contains(
                "for 2.25 s", JournalErrors.Busy("x", TimeSpan.FromSeconds(2.25)).Message, StringComparison.Ordinal);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }
}
