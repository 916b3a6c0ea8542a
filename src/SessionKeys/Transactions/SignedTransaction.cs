namespace SessionKeys;

/// <summary>A transaction that a node can take as it is, any number of times: it counts once.</summary>
public sealed class SignedTransaction
{
    internal SignedTransaction(Eip1559Transaction transaction, Address sender, byte[] raw)
    {
        Transaction = transaction;
        Sender = sender;
        Raw = raw;
        Hash = Keccak256.Hash(raw);
    }

    /// <summary>Gets what was signed.</summary>
    public Eip1559Transaction Transaction { get; }

    /// <summary>Gets who signed and pays, recovered from the signature.</summary>
    public Address Sender { get; }

    /// <summary>Gets the argument of <c>eth_sendRawTransaction</c>.</summary>
    public ReadOnlyMemory<byte> Raw { get; }

    /// <summary>Gets the transaction's hash, under which its receipt is found.</summary>
    public Hash32 Hash { get; }

    /// <summary>Writes the hash.</summary>
    /// <returns><c>0x</c> and 64 digits.</returns>
    public override string ToString() => Hash.ToString();
}
