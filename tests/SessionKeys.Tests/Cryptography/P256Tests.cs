using System.Numerics;

namespace SessionKeys.Tests;

public sealed class P256Tests
{
    private static readonly BigInteger Prime =
        Number("ffffffff00000001000000000000000000000000ffffffffffffffffffffffff");

    private static readonly BigInteger Order =
        Number("ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    private static readonly BigInteger B =
        Number("5ac635d8aa3a93e7b3ebbd55769886bc651d06b0cc53b0f63bce3c3e27d2604b");

    // RFC 6979, A.2.5: the key, and its signature of SHA-256("sample"), whose s is high.
    private static readonly byte[] PublicKey = Hex.Parse(
        "0x60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6" +
        "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299");

    private static readonly Hash32 Digest =
        Hash32.Parse("0xaf2bdbe1aa9b6ec1e2ade1d694f41fc71a831d0268e9891562113d8a62add1bf");

    private static readonly byte[] HighSignature = Hex.Parse(
        "0xefd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716" +
        "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8");

    [Fact]
    public void Published_signature_verifies_once_its_s_is_low()
    {
        byte[] low = P256.ToLowS(HighSignature);

        Assert.False(P256.Verify(PublicKey, Digest, HighSignature));
        Assert.True(P256.Verify(PublicKey, Digest, low));
        Assert.Equal(HighSignature[..32], low[..32]);
        Assert.Equal(Order, Number(HighSignature[32..]) + Number(low[32..]));
        Assert.Equal(low, P256.ToLowS(low));
    }

    [Fact]
    public void Signature_of_something_else_does_not_verify()
    {
        byte[] low = P256.ToLowS(HighSignature);

        Assert.False(P256.Verify(PublicKey, Keccak256.Hash("other"u8), low));
        Assert.False(P256.Verify(new byte[64], Digest, low));
        Assert.False(P256.Verify(PublicKey, Digest, new byte[64]));
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void Half_of_the_order_is_the_last_low_s(int above, bool isMoved)
    {
        byte[] signature = new byte[64];
        ((UInt256)((Order / 2) + above)).WriteBigEndian(signature.AsSpan(32));

        Assert.Equal(isMoved, !signature.SequenceEqual(P256.ToLowS(signature)));
    }

    [Fact]
    public void Address_is_the_end_of_the_hash_of_both_coordinates() =>
        Assert.Equal(
            Hex.Format(Keccak256.Hash(PublicKey).ToArray().AsSpan(12)),
            Hex.Format(P256.GetAddress(PublicKey).ToArray()));

    [Fact]
    public void Bytes_of_another_length_are_refused_with_both_lengths()
    {
        byte[] compressed = new byte[33];

        Exception[] refusals =
        [
            Assert.Throws<ArgumentException>(() => P256.GetAddress(compressed)),
            Assert.Throws<ArgumentException>(() => P256.ToLowS(compressed)),
            Assert.Throws<ArgumentException>(() => P256.Verify(compressed, Digest, HighSignature)),
            Assert.Throws<ArgumentException>(() => P256.Verify(PublicKey, Digest, compressed)),
        ];

        Assert.All(refusals, refusal => Assert.Contains(
            "33 bytes; allowed is exactly 64", refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void S_that_is_no_remainder_is_refused()
    {
        byte[] signature = new byte[64];
        ((UInt256)Order).WriteBigEndian(signature.AsSpan(32));

        ArgumentException refusal = Assert.Throws<ArgumentException>(() => P256.ToLowS(signature));

        Assert.Contains("allowed is below the order", refusal.Message, StringComparison.Ordinal);
    }

    /// <summary>So that no verifier gives up on it before it has done the work of a true signature.</summary>
    [Fact]
    public void Stub_of_a_segment_has_the_x_of_a_point_and_a_low_s()
    {
        PackedGrant grant = GrantEncoding.Encode(
            Samples.With(envelope => envelope with { KeyType = KeyType.P256 }) with
            {
                SessionKey = P256.GetAddress(PublicKey),
            });
        Claim claim = new(Samples.Start, null);
        SegmentOptions options = new() { PublicKey = PublicKey };

        byte[] segment = SessionSegment.Create(grant, [Samples.TransferOf(1)], claim, options).Stub();

        byte[] stub = segment[^66..^2];
        BigInteger x = Number(stub[..32]);
        BigInteger square = ((x * x * x) - (3 * x) + B) % Prime;
        Assert.Equal(BigInteger.One, BigInteger.ModPow(square, (Prime - 1) / 2, Prime));
        Assert.True(x < Order);
        Assert.Equal(stub, P256.ToLowS(stub));
        Assert.DoesNotContain((byte)0, stub);
        Assert.Equal(PublicKey, segment[^130..^66]);
        BigInteger quotient = Number([.. Enumerable.Repeat((byte)0x69, 32)]); // no digit 0 in base 4
        Assert.Equal(x, Number(stub[32..]) * quotient % Order);
    }

    private static BigInteger Number(string hex) => Number(Hex.Parse("0x" + hex));

    private static BigInteger Number(byte[] bytes) => new(bytes, isUnsigned: true, isBigEndian: true);
}
