using System.Text;

namespace SessionKeys.Ledger;

/// <summary>The reply to GET ADDRESS: a public key and the address that the device computed from it.</summary>
internal static class AddressReply
{
    private const int KeyLength = 65;
    private const int TextLength = 40;

    /// <summary>The address is computed here too: a device that gives two different ones is not to be
    /// trusted.</summary>
    public static Address Parse(byte[] data, string command)
    {
        bool hasForm = data.Length == 2 + KeyLength + TextLength && data[0] == KeyLength && data[1] == 0x04
            && data[1 + KeyLength] == TextLength;
        if (hasForm)
        {
            Address computed = Address.FromBytes(Keccak256.Hash(data.AsSpan(2, KeyLength - 1)).ToArray().AsSpan(12));
            string text = "0x" + Encoding.ASCII.GetString(data.AsSpan(2 + KeyLength));
            if (Address.TryParse(text, out Address reported) && reported == computed)
            {
                return reported;
            }
        }

        throw LedgerErrors.UnexpectedReply(
            command, data.Length, "a public key of 65 bytes and its address in 40 characters");
    }
}
