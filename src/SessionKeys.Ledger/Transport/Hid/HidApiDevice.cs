namespace SessionKeys.Ledger;

/// <summary>A device that hidapi opened.</summary>
internal sealed class HidApiDevice(nint handle) : IHidDevice
{
    private nint _handle = handle;

    public void Write(ReadOnlySpan<byte> report)
    {
        int written = HidApiMethods.Write(_handle, report, (nuint)report.Length);
        if (written != report.Length)
        {
            throw new HidException(
                HidFault.Gone,
                $"hid_write took {written} of {report.Length} bytes: {HidApiText.LastError(_handle)}");
        }
    }

    public int Read(Span<byte> packet, TimeSpan limit)
    {
        int read = HidApiMethods.ReadTimeout(_handle, packet, (nuint)packet.Length, (int)limit.TotalMilliseconds);
        return read >= 0
            ? read
            : throw new HidException(HidFault.Gone, $"hid_read_timeout failed: {HidApiText.LastError(_handle)}");
    }

    public void Dispose()
    {
        nint handle = Interlocked.Exchange(ref _handle, 0);
        if (handle != 0)
        {
            HidApiMethods.Close(handle);
        }
    }
}
