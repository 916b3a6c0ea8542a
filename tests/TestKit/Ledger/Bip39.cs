using System.Security.Cryptography;
using System.Text;

namespace SessionKeys.TestKit;

/// <summary>Turns the words of a wallet into its seed (BIP-39). For public test words only.</summary>
public static class Bip39
{
    /// <summary>The words that Speculos uses when it is given none; public, so never a place for money.</summary>
    public const string SpeculosDefault =
        "glory promote mansion idle axis finger extra february uncover one trip resource lawn turtle enact monster "
        + "seven myth punch hobby comfort wild raise skin";

    public static byte[] Seed(string mnemonic, string passphrase = "")
        => Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(mnemonic), Encoding.UTF8.GetBytes("mnemonic" + passphrase), 2048,
            HashAlgorithmName.SHA512, 64);
}
