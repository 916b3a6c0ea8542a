namespace SessionKeys;

/// <summary>
/// The slot of a rolling budget: bucket index 46 ‖ five buckets of 42 bits, the newest lowest (high to low), in units
/// of <see cref="Budget.RollingUnit"/>.
/// </summary>
internal readonly record struct RollingWindow(UInt256 Slot)
{
    public const int BucketBits = 42;
    public const int Buckets = 5;

    private const ulong MaxUnits = (1UL << BucketBits) - 1;

    private static readonly UInt256 BucketMask = (UInt256.One << (BucketBits * Buckets)) - UInt256.One;

    public ulong Index => (ulong)(Slot >> (BucketBits * Buckets));

    /// <summary>Units in all five buckets.</summary>
    public ulong Sum
    {
        get
        {
            ulong sum = 0;
            for (int i = 0; i < Buckets; i++)
            {
                sum += Slot.Bits(BucketBits * i, BucketBits);
            }

            return sum;
        }
    }

    /// <summary>Rounded up.</summary>
    /// <param name="amount">At most the limit of the unit.</param>
    /// <param name="unit">Not 0.</param>
    public static ulong UnitsOf(UInt128 amount, UInt128 unit)
    {
        (UInt128 quotient, UInt128 remainder) = UInt128.DivRem(amount, unit);
        return (ulong)quotient + (remainder == 0 ? 0UL : 1UL);
    }

    /// <summary>The window whose newest bucket has an index that is not earlier.</summary>
    public RollingWindow MoveTo(ulong index)
    {
        ulong steps = index - Index;
        UInt256 kept = steps >= Buckets ? UInt256.Zero : (Slot << (BucketBits * (int)steps)) & BucketMask;
        return new RollingWindow(((UInt256)index << (BucketBits * Buckets)) | kept);
    }

    /// <param name="units">Sum and units are at most 2^42 − 1.</param>
    public RollingWindow Charged(ulong units) => new(Slot + units);
}
