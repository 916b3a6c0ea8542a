using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;

namespace SessionKeys.TestKit;

/// <summary>A private key of BIP-32 with its chain code.</summary>
/// <remarks>For test seeds only: the arithmetic is not constant in time, and nothing is cleared.</remarks>
public sealed record Bip32Key(byte[] Secret, byte[] ChainCode)
{
    private const uint Hardened = 0x80000000;

    private static readonly BigInteger Order = BigInteger.Parse(
        "0fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141",
        NumberStyles.HexNumber,
        CultureInfo.InvariantCulture);

    public static Bip32Key Master(ReadOnlySpan<byte> seed)
    {
        byte[] hash = HMACSHA512.HashData("Bitcoin seed"u8, seed);
        return new Bip32Key(hash[..32], hash[32..]);
    }

    public Bip32Key Derive(IEnumerable<uint> path) => path.Aggregate(this, (key, index) => key.Child(index));

    private Bip32Key Child(uint index)
    {
        byte[] data = [.. index >= Hardened ? [0, .. Secret] : CompressedPublicKey(), 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(data.AsSpan(33), index);
        byte[] hash = HMACSHA512.HashData(ChainCode, data);
        BigInteger sum = (Number(hash.AsSpan(0, 32)) + Number(Secret)) % Order;
        byte[] shortSecret = sum.ToByteArray(isUnsigned: true, isBigEndian: true);
        byte[] secret = new byte[32];
        shortSecret.CopyTo(secret.AsSpan(32 - shortSecret.Length));
        return new Bip32Key(secret, hash[32..]);
    }

    private byte[] CompressedPublicKey()
    {
        byte[] publicKey = Secp256k1.GetPublicKey(Secret);
        return [(byte)(2 + (publicKey[63] & 1)), .. publicKey[..32]];
    }

    private static BigInteger Number(ReadOnlySpan<byte> bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
