namespace SessionKeys;

/// <summary>The slot of a calendar budget: window index 40 ‖ used 108 ‖ carry 108 (high to low).</summary>
internal readonly record struct CalendarWindow(UInt256 Slot)
{
    private static readonly UInt256 MaxAmount = (UInt256.One << 108) - UInt256.One;

    public ulong Index => (ulong)(Slot >> 216);

    public UInt256 Used => (Slot >> 108) & MaxAmount;

    /// <summary>What the next window starts with.</summary>
    public UInt256 Carry => Slot & MaxAmount;

    /// <summary>The window that begins with an index that is not earlier.</summary>
    public CalendarWindow MoveTo(ulong index)
    {
        ulong old = Index;
        if (old == index)
        {
            return this;
        }

        UInt256 startsWith = index == old + 1 ? Carry : UInt256.Zero;
        return new CalendarWindow(((UInt256)index << 216) | (startsWith << 108));
    }

    /// <param name="amount">Used and amount are at most a limit, and that is below 2^108.</param>
    /// <param name="isInNextToo">Whether the next window counts it as well.</param>
    public CalendarWindow Charged(UInt128 amount, bool isInNextToo) =>
        new(Slot + ((UInt256)amount << 108) + (isInNextToo ? amount : UInt256.Zero));
}
