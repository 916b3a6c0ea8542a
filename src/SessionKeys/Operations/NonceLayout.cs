namespace SessionKeys;

/// <summary>The nonce bits that an account leaves free for session keys; the module is told at install.</summary>
public sealed record NonceLayout
{
    /// <summary>The lowest shift: the 64 bits below it are the sequence of the EntryPoint.</summary>
    public const int MinShift = 64;

    /// <summary>The smallest width: 16 bits.</summary>
    public const int MinWidth = 16;

    /// <summary>The largest width: all 192 bits of the nonce key.</summary>
    public const int MaxWidth = 192;

    /// <summary>The bits that a nonce domain keeps at least: 8.</summary>
    public const int MinDomainBits = 8;

    /// <summary>Describes the free bits of a nonce.</summary>
    /// <param name="shift">The lowest free bit of the nonce, at least 64.</param>
    /// <param name="width">How many bits are free from there, at least 16; shift + width is at most 256.</param>
    /// <exception cref="ArgumentOutOfRangeException">A value is outside its range.</exception>
    public NonceLayout(int shift, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(shift, MinShift);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, MinWidth);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, 256 - shift);
        Shift = shift;
        Width = width;
    }

    /// <summary>Gets the lowest free bit of the nonce.</summary>
    public int Shift { get; }

    /// <summary>Gets how many bits are free.</summary>
    public int Width { get; }

    /// <summary>Gets the most lane bits that leave the nonce domain its 8 bits.</summary>
    public int MaxLaneBits => Width - MinDomainBits;
}
