using System.Security.Cryptography;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>
/// P-256 against the signatures of NIST, RFC 6979 and Wycheproof; P256Vectors.t.sol verifies the same.
/// </summary>
public class PublishedP256Tests
{
    private static readonly UInt256 Order =
        UInt256.Parse("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    private static readonly JsonElement Vectors = PublishedVectors.Read("ecdsa-p256.json");

    public static TheoryData<int, string> Rows { get; } = PublishedVectors.Rows(Vectors);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Low_form_of_a_signature_verifies_exactly_when_it_is_valid(int index, string name)
    {
        (byte[] publicKey, Hash32 hash, byte[] signature, bool isValid) = Read(index);

        bool isVerified = P256.TryToLowS(signature, out byte[]? low) && P256.Verify(publicKey, hash, low);

        Assert.True(isValid == isVerified, name);
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void High_form_of_a_signature_never_verifies(int index, string name)
    {
        (byte[] publicKey, Hash32 hash, byte[] signature, _) = Read(index);
        UInt256 s = UInt256.ReadBigEndian(signature.AsSpan(32));
        if (s <= Order >> 1)
        {
            (Order - s).WriteBigEndian(signature.AsSpan(32));
        }

        Assert.False(P256.Verify(publicKey, hash, signature), name);
    }

    private static (byte[] PublicKey, Hash32 Hash, byte[] Signature, bool IsValid) Read(int index)
    {
        JsonElement vector = Vectors[index];
        Assert.Equal(Hash32.FromBytes(SHA256.HashData(vector.Bytes("message"))), vector.Hash("hash"));
        return (vector.Bytes("publicKey"), vector.Hash("hash"), vector.Bytes("signature"), vector.Flag("valid"));
    }
}
