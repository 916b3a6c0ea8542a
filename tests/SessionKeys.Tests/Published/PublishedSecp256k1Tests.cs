using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Both libraries behind <see cref="Secp256k1"/> against signatures that others published.</summary>
public class PublishedSecp256k1Tests
{
    private static readonly JsonElement Verified = PublishedVectors.Read("ecdsa-secp256k1.json");
    private static readonly JsonElement Signed = PublishedVectors.Read("rfc6979-secp256k1.json");

    private static readonly ISecp256k1Provider[] Libraries = [new NativeSecp256k1(), new FrameworkSecp256k1()];

    public static TheoryData<int, string> VerifiedRows { get; } = PublishedVectors.Rows(Verified);

    public static TheoryData<int, string> SignedRows { get; } = PublishedVectors.Rows(Signed);

    /// <summary>A signature is valid when one of its two recovery ids gives the key, as contracts verify.</summary>
    [Theory]
    [MemberData(nameof(VerifiedRows))]
    public void Signature_recovers_to_its_key_exactly_when_it_is_valid(int index, string name)
    {
        JsonElement vector = Verified[index];
        byte[] hash = vector.Bytes("hash");
        byte[] publicKey = vector.Bytes("publicKey");
        Assert.Equal(SHA256.HashData(vector.Bytes("message")), hash);
        foreach (ISecp256k1Provider library in Libraries)
        {
            bool isFound = RecoveryId.TryFind(
                library, publicKey, hash, vector.Bytes("signature"), out EcdsaSignature signature);

            Assert.True(vector.Flag("valid") == isFound, $"{library.Name}, {name}");
            Assert.Equal(isFound, signature.V is 27 or 28);
            Assert.True(signature.IsLowS);
        }
    }

    /// <summary>The two recover the same key, or both none, with either recovery id and whether valid or not.</summary>
    [Theory]
    [MemberData(nameof(VerifiedRows))]
    public void Libraries_recover_the_same_from_every_published_signature(int index, string name)
    {
        byte[] hash = Verified[index].Bytes("hash");
        byte[] compact = Verified[index].Bytes("signature");
        foreach (byte v in (ReadOnlySpan<byte>)[27, 28])
        {
            EcdsaSignature signature = EcdsaSignature.Parse([.. compact, v]);
            string[] found = [.. Libraries.Select(library => Recover(library, hash, signature))];

            Assert.True(found[0] == found[1], $"{name}, v = {v}: {found[0]} and {found[1]}");
        }
    }

    [Theory]
    [MemberData(nameof(SignedRows))]
    public void Native_signature_is_the_published_one_of_RFC_6979(int index, string name)
    {
        (byte[] secret, byte[] digest, byte[] expected) = ReadSigned(index);

        Assert.True(Libraries[0].TrySign(secret, digest, out EcdsaSignature signature), name);

        Assert.Equal(Hex.Format(expected), Hex.Format(signature.ToArray().AsSpan(..64)));
        Assert.True(signature.IsLowS);
    }

    /// <summary>The framework signs with random nonces, so its own signatures differ from the published ones.</summary>
    [Theory]
    [MemberData(nameof(SignedRows))]
    public void Framework_knows_the_key_of_a_published_signature_and_signs_for_the_same_key(int index, string name)
    {
        (byte[] secret, byte[] digest, byte[] expected) = ReadSigned(index);
        byte[] publicKey = new byte[64];
        byte[] recovered = new byte[64];
        Assert.True(Libraries[1].TryGetPublicKey(secret, publicKey), name);

        Assert.True(RecoveryId.TryFind(Libraries[1], publicKey, digest, expected, out EcdsaSignature published), name);
        Assert.True(Libraries[1].TrySign(secret, digest, out EcdsaSignature own));

        Assert.Equal(Hex.Format(expected), Hex.Format(published.ToArray().AsSpan(..64)));
        Assert.True(own.IsLowS);
        Assert.True(Libraries[0].TryRecover(digest, own, recovered));
        Assert.Equal(publicKey, recovered);
    }

    private static (byte[] Secret, byte[] Digest, byte[] Signature) ReadSigned(int index) => (
        Signed[index].Bytes("secret"),
        SHA256.HashData(Encoding.ASCII.GetBytes(Signed[index].Text("message"))),
        Signed[index].Bytes("signature"));

    private static string Recover(ISecp256k1Provider library, byte[] hash, EcdsaSignature signature)
    {
        byte[] publicKey = new byte[64];
        return library.TryRecover(hash, signature, publicKey) ? Hex.Format(publicKey) : "none";
    }
}
