using System.Text;

namespace SessionKeys.Ledger;

/// <summary>The reply to GET ADDRESS: a public key, the address that the device computed from it, and a chain code if
/// it was asked for.</summary>
internal static class AddressReply
{
    private const int KeyLength = 65;
    private const int TextLength = 40;
    private const int PlainLength = 2 + KeyLength + TextLength;
    private const int ChainCodeLength = 32;

    public static Address Parse(byte[] data, string command)
        => data.Length == PlainLength && TryReadAddress(data, out Address address)
            ? address
            : throw LedgerErrors.UnexpectedReply(
                command, data.Length, "a public key of 65 bytes and its address in 40 characters");

    public static ExtendedPublicKey ParseExtended(byte[] data, string command)
        => data.Length == PlainLength + ChainCodeLength && TryReadAddress(data, out Address address)
            ? new ExtendedPublicKey(address, data.AsMemory(2, KeyLength - 1), data.AsMemory(PlainLength))
            : throw LedgerErrors.UnexpectedReply(
                command, data.Length,
                "a public key of 65 bytes, its address in 40 characters and a chain code of 32 bytes");

    /// <summary>The address is computed here too: a device that gives two different ones is not to be
    /// trusted.</summary>
    private static bool TryReadAddress(byte[] data, out Address address)
    {
        address = default;
        if (data[0] != KeyLength || data[1] != 0x04 || data[1 + KeyLength] != TextLength)
        {
            return false;
        }

        Address computed = Address.FromBytes(Keccak256.Hash(data.AsSpan(2, KeyLength - 1)).ToArray().AsSpan(12));
        string text = "0x" + Encoding.ASCII.GetString(data.AsSpan(2 + KeyLength, TextLength));
        return Address.TryParse(text, out address) && address == computed;
    }
}
