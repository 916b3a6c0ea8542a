using System.Text;

namespace SessionKeys;

/// <summary>Computes the nonce bits of a session.</summary>
public static class NonceDomain
{
    /// <summary>Computes the value that all nonces of a domain carry.</summary>
    /// <param name="domain">The nonce domain of the envelope.</param>
    /// <param name="layout">The nonce bits that the account leaves free.</param>
    /// <param name="laneBits">The binary logarithm of the number of lanes, at most width − 8.</param>
    /// <returns>The top (width − laneBits) bits of the hash of the domain; 1 when they are all zero.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="laneBits"/> is too large.</exception>
    public static UInt256 Value(string domain, NonceLayout layout, byte laneBits)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(laneBits, layout.MaxLaneBits);
        UInt256 hash = UInt256.ReadBigEndian(Keccak256.Hash(Encoding.ASCII.GetBytes(domain)).ToArray());
        UInt256 value = hash >> (256 - layout.Width + laneBits);
        return value.IsZero ? UInt256.One : value;
    }

    /// <summary>Computes the free nonce bits for one lane of a domain: domain value ‖ lane.</summary>
    /// <param name="domain">The nonce domain of the envelope.</param>
    /// <param name="layout">The nonce bits that the account leaves free.</param>
    /// <param name="laneBits">The binary logarithm of the number of lanes, at most width − 8.</param>
    /// <param name="lane">0 … 2^laneBits − 1.</param>
    /// <returns>A number below 2^width; the account says where it stands in the nonce.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="laneBits"/> or <paramref name="lane"/> is too large.
    /// </exception>
    public static UInt256 FreeBits(string domain, NonceLayout layout, byte laneBits, UInt256 lane)
    {
        UInt256 value = Value(domain, layout, laneBits);
        if (lane.BitLength > laneBits)
        {
            throw new ArgumentOutOfRangeException(
                nameof(lane),
                lane,
                $"The lane was refused: allowed are 0 to 2^{laneBits} - 1. Use another lane, or grant more lane bits.");
        }

        return (value << laneBits) | lane;
    }
}
