using System.Globalization;

namespace SessionKeys.TestKit;

/// <summary>The machine's clock, moved forward; the bundler reads the same shift from a file.</summary>
/// <remarks>Give it to whatever must see the chain's time.</remarks>
internal sealed class DevClock : TimeProvider, IDisposable
{
    private TimeSpan _offset;

    public DevClock()
    {
        OffsetFile = Path.GetTempFileName();
        Advance(TimeSpan.Zero);
    }

    /// <summary>The file that holds the shift (milliseconds).</summary>
    public string OffsetFile { get; }

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _offset;

    public void Advance(TimeSpan step)
    {
        _offset += step;

        // Replaced in one piece, because the bundler may read at any moment.
        string next = OffsetFile + ".next";
        File.WriteAllText(next, ((long)_offset.TotalMilliseconds).ToString(CultureInfo.InvariantCulture));
        File.Move(next, OffsetFile, overwrite: true);
    }

    public void Dispose() => File.Delete(OffsetFile);
}
