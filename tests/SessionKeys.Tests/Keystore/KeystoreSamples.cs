using System.Text;
using System.Text.Json.Nodes;

namespace SessionKeys.Tests;

/// <summary>The published test vectors of Web3 Secret Storage, and files that differ from them.</summary>
internal static class KeystoreSamples
{
    /// <summary>The password of the published vectors.</summary>
    public static readonly byte[] Password = "testpassword"u8.ToArray();

    /// <summary>The key of the published vectors.</summary>
    public static readonly byte[] Secret =
        Hex.Parse("0x7a28b5ba57c53603b0b07b56bba752f7784bf506fa95edc395f5cf6c7514fe9d");

    public static readonly Address Address = Address.Parse("0x008aeeda4d805471df9b2a5b0f38a0c3bcba786b");

    public const string Pbkdf2 = """
        {
          "crypto": {
            "cipher": "aes-128-ctr",
            "cipherparams": { "iv": "6087dab2f9fdbbfaddc31a909735c1e6" },
            "ciphertext": "5318b4d5bcd28de64ee5559e671353e16f075ecae9f99c7a79a38af5f869aa46",
            "kdf": "pbkdf2",
            "kdfparams": {
              "c": 262144,
              "dklen": 32,
              "prf": "hmac-sha256",
              "salt": "ae3cd4e7013836a3df6bd7241b12db061dbe2c6785853cce422d148a624ce0bd"
            },
            "mac": "517ead924a9d0dc3124507e3393d175ce3ff7c1e96529c6c555ce9e51205e9b2"
          },
          "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
          "version": 3
        }
        """;

    /// <summary>
    /// The vector of scrypt on today's page. Its parameters do not give the derived key that it prints: OpenSSL and
    /// noble-hashes agree on another one.
    /// </summary>
    public const string ScryptWithAnotherKey = """
        {
          "crypto": {
            "cipher": "aes-128-ctr",
            "cipherparams": { "iv": "740770fce12ce862af21264dab25f1da" },
            "ciphertext": "dd8a1132cf57db67c038c6763afe2cbe6ea1949a86abc5843f8ca656ebbb1ea2",
            "kdf": "scrypt",
            "kdfparams": {
              "dklen": 32,
              "n": 262144,
              "p": 1,
              "r": 8,
              "salt": "25710c2ccd7c610b24d068af83b959b7a0e5f40641f0c82daeb1345766191034"
            },
            "mac": "337aeb86505d2d0bb620effe57f18381377d67d76dac1090626aa5cd20886a7c"
          },
          "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
          "version": 3
        }
        """;

    /// <summary>An older vector, whose r and n are outside RFC 7914.</summary>
    public const string ScryptOutsideItsStandard = """
        {
          "crypto": {
            "cipher": "aes-128-ctr",
            "cipherparams": { "iv": "83dbcc02d8ccb40e466191a123791e0e" },
            "ciphertext": "d172bf743a674da9cdad04534d56926ef8358534d458fffccd4e6ad2fbde479c",
            "kdf": "scrypt",
            "kdfparams": {
              "dklen": 32,
              "n": 262144,
              "p": 8,
              "r": 1,
              "salt": "ab0c7876052600dd703518d6fc3fe8984592145b591fc8fb5c6d43190334ba19"
            },
            "mac": "2103ac29920d71da29f15d75b4a16dbe95cfd7ff8faea1056c33131d846e3097"
          },
          "id": "3198bc9c-6672-5ab3-d995-4942343ae5b6",
          "version": 3
        }
        """;

    /// <summary>A file of geth with the parameters of its option for light scrypt; the password is "test".</summary>
    public const string GethLight =
        """{"address":"5e9c27156a612a2d516c74c7a80af107856f8539","crypto":{"cipher":"aes-128-ctr","ciphertext":""" +
        """ "5eb0c790d1fb27824c78acac9233241b340c329b46aba08c6533b70ab67ea74f","cipherparams":{"iv":""" +
        """ "e5ab559977af075eda00a97c8f0ce506"},"kdf":"scrypt","kdfparams":{"dklen":32,"n":4096,"p":6,"r":8,"salt":""" +
        """ "b43142f34caf2b3b39c16f52344701f800711589f799cdae1827ac2f844f9602"},"mac":""" +
        """ "c6ccaecca7896974dacac91a8116216ec287930bc74bfd7694a94f08bd992095"},""" +
        """ "id":"e3554f73-4d0a-40a0-b721-fc801623d5ba","version":3}""";

    /// <summary>A file of geth's own tests; the password is empty.</summary>
    public const string GethWithoutPassword =
        """{"address":"45dea0fb0bba44f4fcf290bba71fd57d7117cbb8","crypto":{"cipher":"aes-128-ctr","ciphertext":""" +
        """ "b87781948a1befd247bff51ef4063f716cf6c2d3481163e9a8f42e1f9bb74145","cipherparams":{"iv":""" +
        """ "dc4926b48a105133d2f16b96833abf1e"},"kdf":"scrypt","kdfparams":{"dklen":32,"n":2,"p":1,"r":8,"salt":""" +
        """ "004244bbdc51cadda545b1cfa43cff9ed2ae88e08c61f1479dbb45410722f8f0"},"mac":""" +
        """ "39990c1684557447940d4c69e06b1b82b2aceacb43f284df65c956daf3046b85"},""" +
        """ "id":"ce541d8d-c79b-40f8-9f8c-20f59616faba","version":3}""";

    /// <summary>A file that opens at once: the published key under the published password.</summary>
    public static readonly string Quick = MakeQuick();

    public static byte[] Bytes(string json) => Encoding.UTF8.GetBytes(json);

    /// <summary>The quick file with one of its fields changed; null removes it.</summary>
    public static byte[] With(string path, JsonNode? value)
    {
        JsonObject root = JsonNode.Parse(Quick)!.AsObject();
        JsonObject parent = root;
        string[] names = path.Split('.');
        foreach (string name in names[..^1])
        {
            parent = parent[name]!.AsObject();
        }

        _ = parent.Remove(names[^1]);
        if (value is not null)
        {
            parent[names[^1]] = value;
        }

        return Bytes(root.ToJsonString());
    }

    private static string MakeQuick()
    {
        ScryptDerivation derivation = new(4, 8, 1, [1, 2, 3, 4, 5, 6, 7, 8]);
        byte[] key = new byte[KeyDerivation.KeyLength];
        derivation.Derive(Password, key);
        byte[] iv = [.. Enumerable.Repeat((byte)0xff, 16)];
        byte[] ciphertext = new byte[Secret.Length];
        KeystoreCipher.Apply(key, iv, Secret, ciphertext);
        Hash32 mac = KeystoreCipher.Authenticate(key, ciphertext);
        return Encoding.UTF8.GetString(
            KeystoreWriter.Write(new KeystoreContent(derivation, iv, ciphertext, mac, Address)));
    }
}
