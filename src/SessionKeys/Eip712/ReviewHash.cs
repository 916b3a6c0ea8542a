namespace SessionKeys;

/// <summary>A hash that a wallet may show of what it signs, for comparing (ERC-8213).</summary>
/// <param name="Name">Its name, as devices print it.</param>
/// <param name="Value">The hash.</param>
public sealed record ReviewHash(string Name, Hash32 Value)
{
    /// <summary>Computes the hashes of typed data.</summary>
    /// <param name="data">The data.</param>
    /// <returns>Domain hash, message hash, and the digest that is signed.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <exception cref="SessionKeyException">A type is unknown, or a value does not fit its type.</exception>
    public static IReadOnlyList<ReviewHash> OfTypedData(TypedData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return
        [
            new ReviewHash("Domain hash", data.DomainSeparator()),
            new ReviewHash("Message hash", data.MessageHash()),
            new ReviewHash("EIP-712 digest", data.Digest()),
        ];
    }

    /// <summary>Computes the hash of a personal message.</summary>
    /// <param name="message">The message without the prefix.</param>
    /// <returns>The digest that is signed (EIP-191).</returns>
    public static ReviewHash OfPersonalMessage(ReadOnlySpan<byte> message) =>
        new("EIP-191 digest", PersonalMessage.Digest(message));

    /// <summary>Computes the hash of calldata.</summary>
    /// <param name="callData">The calldata; may be empty.</param>
    /// <returns>The Keccak-256 hash of its length, as a 256-bit integer, and the calldata.</returns>
    public static ReviewHash OfCallData(ReadOnlySpan<byte> callData)
    {
        byte[] counted = new byte[UInt256.Length + callData.Length];
        ((UInt256)(ulong)callData.Length).WriteBigEndian(counted);
        callData.CopyTo(counted.AsSpan(UInt256.Length));
        return new("Calldata digest", Keccak256.Hash(counted));
    }

    /// <summary>Writes name and hash.</summary>
    /// <returns>The hash in the upper case in which devices show bytes.</returns>
    public override string ToString() => $"{Name}: {Shown}";

    /// <summary>Gets the hash as a device prints it.</summary>
    /// <value><c>0x</c> and 64 upper-case digits.</value>
    public string Shown => $"0x{Convert.ToHexString(Value.ToArray())}";
}
