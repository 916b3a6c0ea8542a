using System.Globalization;
using System.Text.Json;

namespace SessionKeys.Tests;

/// <summary>Every transaction of the shared vectors, and what no node would take.</summary>
public sealed class Eip1559TransactionTests
{
    private static readonly JsonElement File = RepositoryFiles.ReadVectors("transactions.json");

    private static readonly JsonElement Vectors = File.GetProperty("vectors");

    private static readonly JsonElement Sender = File.GetProperty("sender");

    public static TheoryData<int, string> Transactions { get; } =
        VectorRows.Of(Vectors, vector => vector.Text("hash"));

    [Fact]
    public void Vectors_are_all_here() => Assert.Equal(File.GetProperty("count").GetInt32(), Transactions.Count);

    [Theory]
    [MemberData(nameof(Transactions))]
    public void Transaction_is_signed_and_written_byte_for_byte(int index, string hash)
    {
        JsonElement vector = Vectors[index];
        Eip1559Transaction transaction = Read(vector);

        SignedTransaction signed = transaction.Sign(
            Secp256k1.Sign(Sender.Bytes("privateKey"), transaction.SigningHash()));

        Assert.Equal(vector.Hash("signingHash"), transaction.SigningHash());
        Assert.Equal(vector.Text("raw"), Hex.Format(signed.Raw.Span));
        Assert.Equal(Hash32.Parse(hash), signed.Hash);
        Assert.Equal(Sender.Address("address"), signed.Sender);
        Assert.Equal(hash, signed.ToString());
    }

    [Fact]
    public void Signature_over_another_transaction_has_another_sender()
    {
        Eip1559Transaction transaction = Read(Vectors[0]);
        EcdsaSignature signature = Secp256k1.Sign(Sender.Bytes("privateKey"), transaction.SigningHash());

        SignedTransaction other = (transaction with { Nonce = transaction.Nonce + 1 }).Sign(signature);

        Assert.NotEqual(Sender.Address("address"), other.Sender);
    }

    [Fact]
    public void High_s_is_refused()
    {
        Eip1559Transaction transaction = Read(Vectors[0]);
        EcdsaSignature low = Secp256k1.Sign(Sender.Bytes("privateKey"), transaction.SigningHash());
        EcdsaSignature high = HighS.Of(low);

        Assert.Equal(
            Sender.Address("address"),
            Secp256k1.TryRecover(transaction.SigningHash(), high, out Address signer) ? signer : Address.Zero);
        ArgumentException refused = Assert.Throws<ArgumentException>(() => transaction.Sign(high));
        Assert.Contains(high.S.ToString(), refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tip_above_the_whole_fee_and_the_last_nonce_are_refused()
    {
        Eip1559Transaction transaction = Read(Vectors[0]);
        EcdsaSignature signature = Secp256k1.Sign(Sender.Bytes("privateKey"), transaction.SigningHash());
        UInt256 fee = transaction.MaxFeePerGasWei;

        Assert.Throws<ArgumentException>(
            () => (transaction with { MaxPriorityFeePerGasWei = fee + UInt256.One }).Sign(signature));
        Assert.Throws<ArgumentException>(() => (transaction with { Nonce = ulong.MaxValue }).Sign(signature));
        _ = (transaction with { MaxPriorityFeePerGasWei = fee, Nonce = ulong.MaxValue - 1 }).Sign(signature);
    }

    private static Eip1559Transaction Read(JsonElement vector) => new()
    {
        ChainId = vector.Number("chainId"),
        Nonce = vector.Number("nonce"),
        MaxPriorityFeePerGasWei = UInt256.Parse(vector.Text("maxPriorityFeePerGas")),
        MaxFeePerGasWei = UInt256.Parse(vector.Text("maxFeePerGas")),
        GasLimit = ulong.Parse(vector.Text("gas"), CultureInfo.InvariantCulture),
        Call = new Call(vector.Address("to"), UInt256.Parse(vector.Text("value")), vector.Bytes("data")),
    };
}
