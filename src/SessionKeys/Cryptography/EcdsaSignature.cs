namespace SessionKeys;

/// <summary>A recoverable ECDSA signature on secp256k1.</summary>
/// <param name="R">The x coordinate of the nonce point, modulo the group order.</param>
/// <param name="S">The scalar of the signature.</param>
/// <param name="V">27 or 28: the parity of the y coordinate of the nonce point, plus 27.</param>
public readonly record struct EcdsaSignature(Hash32 R, Hash32 S, byte V)
{
    /// <summary>The number of bytes of <c>r ‖ s ‖ v</c>: 65.</summary>
    public const int Length = 65;

    private static readonly UInt256 Order = UInt256.ReadBigEndian(PublicKeyRecovery.OrderBytes);

    private static readonly Hash32 HalfOrder =
        Hash32.Parse("0x7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");

    /// <summary>
    /// Tells whether <see cref="S"/> is at most half the group order, as EIP-2 and most contracts demand.
    /// </summary>
    public bool IsLowS => S.CompareTo(HalfOrder) <= 0;

    /// <summary>Reads <c>r ‖ s ‖ v</c>.</summary>
    /// <param name="bytes">Exactly 65 bytes; the last is 27 or 28.</param>
    /// <returns>The signature; its scalars are not checked, see <see cref="Secp256k1.TryRecover"/>.</returns>
    /// <exception cref="FormatException">The length or the last byte is another.</exception>
    public static EcdsaSignature Parse(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length != Length)
        {
            throw new FormatException(
                $"A signature was refused: {bytes.Length} bytes; allowed is exactly {Length} (r, s and v). " +
                "Pass the whole signature.");
        }

        byte v = bytes[64];
        if (v is not (27 or 28))
        {
            throw new FormatException(
                $"A signature was refused: v is {v}; allowed are 27 and 28. If the signer returns 0 or 1, add 27.");
        }

        return new EcdsaSignature(Hash32.FromBytes(bytes[..32]), Hash32.FromBytes(bytes[32..64]), v);
    }

    /// <summary>
    /// Makes s the lower one of the two that are valid, as contracts demand; v changes with it. Some key services give
    /// either.
    /// </summary>
    /// <returns>The signature of the same key over the same digest with low s; one that is invalid stays so.</returns>
    public EcdsaSignature ToLowS()
    {
        UInt256 s = UInt256.ReadBigEndian(S.ToArray());
        return IsLowS || s >= Order || V is not (27 or 28)
            ? this
            : new EcdsaSignature(R, Hash32.FromBytes((Order - s).ToArray()), (byte)(27 + 28 - V));
    }

    /// <summary>Writes <c>r ‖ s ‖ v</c>.</summary>
    /// <returns>A new array of 65 bytes.</returns>
    public byte[] ToArray()
    {
        byte[] bytes = new byte[Length];
        R.CopyTo(bytes);
        S.CopyTo(bytes.AsSpan(32));
        bytes[64] = V;
        return bytes;
    }

    /// <summary>Writes <c>r ‖ s ‖ v</c> in lower case.</summary>
    /// <returns><c>0x</c> and 130 digits.</returns>
    public override string ToString() => Hex.Format(ToArray());
}
