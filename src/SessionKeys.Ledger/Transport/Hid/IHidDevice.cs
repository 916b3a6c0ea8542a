namespace SessionKeys.Ledger;

/// <summary>One open HID device. Calls block; they come from one thread at a time, the last of them
/// <see cref="IDisposable.Dispose"/>.</summary>
internal interface IHidDevice : IDisposable
{
    /// <summary>Writes a report, its id in front.</summary>
    /// <exception cref="HidException">The device is gone.</exception>
    void Write(ReadOnlySpan<byte> report);

    /// <summary>Waits for a packet.</summary>
    /// <returns>The number of bytes read; 0 if none came in time.</returns>
    /// <exception cref="HidException">The device is gone.</exception>
    int Read(Span<byte> packet, TimeSpan limit);
}
