namespace SessionKeys;

/// <summary>An ordinary transaction of an EOA (EIP-1559, type 2) that makes one call; its access list is
/// empty.</summary>
/// <remarks>It brings to the chain what anybody may send, for example a <see cref="KillTicket"/>.</remarks>
public sealed record Eip1559Transaction
{
    private const byte Type = 2;

    /// <summary>Gets the chain id.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>Gets how many transactions the sender has sent before.</summary>
    /// <value>At most 2^64 - 2 (EIP-2681).</value>
    public required ulong Nonce { get; init; }

    /// <summary>Gets the tip for whoever builds the block, in wei per gas.</summary>
    /// <value>At most <see cref="MaxFeePerGasWei"/>.</value>
    public required UInt256 MaxPriorityFeePerGasWei { get; init; }

    /// <summary>Gets the most that the sender pays, base fee and tip together, in wei per gas.</summary>
    public required UInt256 MaxFeePerGasWei { get; init; }

    /// <summary>Gets the most gas that it may use.</summary>
    public required ulong GasLimit { get; init; }

    /// <summary>Gets the call that it makes.</summary>
    public required Call Call { get; init; }

    /// <summary>Computes what the sender signs.</summary>
    /// <returns>The Keccak-256 hash of the type and the fields without a signature.</returns>
    public Hash32 SigningHash() => Keccak256.Hash(Encode([]));

    /// <summary>Adds the sender's signature.</summary>
    /// <param name="signature">The signature over <see cref="SigningHash"/>.</param>
    /// <returns>What a node takes.</returns>
    /// <exception cref="ArgumentException">The signature has a high s, which no chain takes (EIP-2), or is none; or
    /// a field is one that no node takes.</exception>
    public SignedTransaction Sign(EcdsaSignature signature)
    {
        Check();
        if (!signature.IsLowS || !Secp256k1.TryRecover(SigningHash(), signature, out Address sender))
        {
            throw new ArgumentException(
                $"A signature was refused: s is {signature.S}; allowed is a signature with an s of at most half the " +
                "group order that recovers to a key. Normalise s, and flip v with it.",
                nameof(signature));
        }

        byte[] raw = Encode(
            [
                Rlp.Number((UInt256)(ulong)(signature.V - 27)),
                Rlp.Number(UInt256.ReadBigEndian(signature.R.ToArray())),
                Rlp.Number(UInt256.ReadBigEndian(signature.S.ToArray())),
            ]);
        return new SignedTransaction(this, sender, raw);
    }

    private byte[] Encode(byte[][] signature) =>
    [
        Type,
        .. Rlp.List(
        [
            Rlp.Number(ChainId),
            Rlp.Number(Nonce),
            Rlp.Number(MaxPriorityFeePerGasWei),
            Rlp.Number(MaxFeePerGasWei),
            Rlp.Number(GasLimit),
            Rlp.Bytes(Call.Target.ToArray()),
            Rlp.Number(Call.Value),
            Rlp.Bytes(Call.Data.Span),
            Rlp.List(),
            .. signature,
        ]),
    ];

    private void Check()
    {
        if (MaxPriorityFeePerGasWei > MaxFeePerGasWei || Nonce == ulong.MaxValue)
        {
            throw new ArgumentException(
                $"A transaction was refused: its tip is {MaxPriorityFeePerGasWei} of {MaxFeePerGasWei} wei per gas " +
                $"and its nonce {Nonce}; the tip may be at most the whole fee, the nonce at most 2^64 - 2. " +
                "Correct them.");
        }
    }
}
