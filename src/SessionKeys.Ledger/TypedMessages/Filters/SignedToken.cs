using System.Buffers.Binary;
using System.Text;

namespace SessionKeys.Ledger;

/// <summary>A token as Ledger describes and signs it, so that a device can show amounts of it.</summary>
/// <param name="ChainId">The chain of the contract.</param>
/// <param name="Contract">The address of the token.</param>
/// <param name="Ticker">What stands behind amounts.</param>
/// <param name="Decimals">The digits behind the point.</param>
public sealed record SignedToken(uint ChainId, Address Contract, string Ticker, int Decimals)
{
    private const int FixedLength = 1 + Address.Length + 4 + 4;
    private const int LengthPrefix = 4;

    /// <summary>The description with its signature, as the device takes it.</summary>
    internal byte[] Bytes { get; private init; } = [];

    /// <summary>Reads one description: length and ticker, address, decimals, chain id, signature.</summary>
    /// <param name="bytes">At most 255 bytes.</param>
    /// <returns>The token. Only a device can check the signature.</returns>
    /// <exception cref="LedgerException">The bytes have another form.</exception>
    public static SignedToken Parse(ReadOnlySpan<byte> bytes)
    {
        int tickerLength = bytes.IsEmpty ? 0 : bytes[0];
        if (tickerLength < 1 || bytes.Length > Apdu.MaxData || bytes.Length <= FixedLength + tickerLength
            || !DescriptorSignature.IsWellFormed(bytes[(FixedLength + tickerLength)..]))
        {
            throw DescriptorErrors.Malformed(
                "a token", $"{bytes.Length} bytes", "ticker, address, decimals, chain id and a DER signature");
        }

        ReadOnlySpan<byte> rest = bytes[(1 + tickerLength)..];
        uint decimals = BinaryPrimitives.ReadUInt32BigEndian(rest[Address.Length..]);
        string ticker = Encoding.ASCII.GetString(bytes.Slice(1, tickerLength));
        if (decimals > 255 || ticker.Any(c => c is < ' ' or > '~'))
        {
            throw DescriptorErrors.Malformed(
                "a token", $"{decimals} decimals or an odd ticker", "at most 255 decimals and a printable ticker");
        }

        return new SignedToken(
            BinaryPrimitives.ReadUInt32BigEndian(rest[(Address.Length + 4)..]),
            Address.FromBytes(rest[..Address.Length]),
            ticker,
            (int)decimals)
        {
            Bytes = bytes.ToArray(),
        };
    }

    /// <summary>Reads a list in the form of Ledger's catalogue: descriptions, each with its length in front.</summary>
    /// <param name="base64">The list.</param>
    /// <returns>The tokens, in order.</returns>
    /// <exception cref="LedgerException">The text has another form.</exception>
    public static IReadOnlyList<SignedToken> ParseCatalogue(string base64)
    {
        ArgumentNullException.ThrowIfNull(base64);
        byte[] bytes = new byte[base64.Length];
        if (!Convert.TryFromBase64String(base64, bytes, out int length))
        {
            throw DescriptorErrors.Malformed("a list of tokens", "no base64", "base64");
        }

        List<SignedToken> tokens = [];
        ReadOnlySpan<byte> rest = bytes.AsSpan(0, length);
        while (!rest.IsEmpty)
        {
            uint next = rest.Length < LengthPrefix ? uint.MaxValue : BinaryPrimitives.ReadUInt32BigEndian(rest);
            if (next > rest.Length - LengthPrefix)
            {
                throw DescriptorErrors.Malformed("a list of tokens", "cut off", "whole descriptions");
            }

            tokens.Add(Parse(rest.Slice(LengthPrefix, (int)next)));
            rest = rest[(LengthPrefix + (int)next)..];
        }

        return tokens;
    }
}
