using System.Globalization;
using System.Text;

namespace SessionKeys;

/// <summary>The messages that a wallet signs for a person, with the prefix of EIP-191 version 0x45.</summary>
public static class PersonalMessage
{
    /// <summary>Computes the digest that <c>personal_sign</c> signs.</summary>
    /// <param name="message">The message, any number of bytes; text as UTF-8.</param>
    /// <returns>
    /// The Keccak-256 hash of the prefix, the length of the message in decimal digits, and the message.
    /// </returns>
    public static Hash32 Digest(ReadOnlySpan<byte> message)
    {
        string length = message.Length.ToString(CultureInfo.InvariantCulture);
        byte[] prefix = Encoding.UTF8.GetBytes($"\u0019Ethereum Signed Message:\n{length}");
        return Keccak256.Hash([.. prefix, .. message]);
    }
}
