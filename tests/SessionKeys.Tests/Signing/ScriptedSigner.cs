using System.Numerics;
using System.Security.Cryptography;

namespace SessionKeys.Tests;

/// <summary>A key service for tests: an ECDSA key of either curve, and what it does to each signature.</summary>
internal sealed class ScriptedSigner : IDisposable
{
    private static readonly BigInteger P256Order =
        (BigInteger)UInt256.Parse("0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551");

    private readonly ECDsa _key;
    private readonly KeyType _keyType;

    public ScriptedSigner(KeyType keyType)
    {
        _keyType = keyType;
        _key = ECDsa.Create(
            keyType == KeyType.P256 ? ECCurve.NamedCurves.nistP256 : ECCurve.CreateFromValue("1.3.132.0.10"));
        ECPoint point = _key.ExportParameters(includePrivateParameters: false).Q;
        PublicKey = [.. point.X!, .. point.Y!];
        SubjectPublicKey = _key.ExportSubjectPublicKeyInfo();
    }

    /// <summary>x ‖ y.</summary>
    public byte[] PublicKey { get; }

    /// <summary>The DER form, as key services tell it.</summary>
    public byte[] SubjectPublicKey { get; }

    /// <summary>The signature as r ‖ s with a high or a low s.</summary>
    public byte[] Sign(ReadOnlySpan<byte> digest, bool isHigh)
    {
        byte[] signature = _key.SignHash(digest.ToArray());
        BigInteger order = _keyType == KeyType.P256 ? P256Order : PublicKeyRecovery.Order;
        BigInteger s = new(signature.AsSpan(32), isUnsigned: true, isBigEndian: true);
        if (s > order / 2 != isHigh)
        {
            ((UInt256)(order - s)).WriteBigEndian(signature.AsSpan(32));
        }

        return signature;
    }

    /// <summary>The same in DER.</summary>
    public byte[] SignDer(ReadOnlySpan<byte> digest, bool isHigh)
    {
        byte[] signature = Sign(digest, isHigh);
        System.Formats.Asn1.AsnWriter writer = new(System.Formats.Asn1.AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteInteger(new BigInteger(signature.AsSpan(0, 32), isUnsigned: true, isBigEndian: true));
            writer.WriteInteger(new BigInteger(signature.AsSpan(32), isUnsigned: true, isBigEndian: true));
        }

        return writer.Encode();
    }

    /// <summary>A session key that answers each digest with the given bytes.</summary>
    public ExternalSessionKey Answering(Func<ReadOnlyMemory<byte>, byte[]> answer) =>
        new(_keyType, PublicKey, (digest, _) => ValueTask.FromResult<ReadOnlyMemory<byte>>(answer(digest)));

    public void Dispose() => _key.Dispose();
}
