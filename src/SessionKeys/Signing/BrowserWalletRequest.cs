using System.Buffers;
using System.Text;
using System.Text.Json;

namespace SessionKeys;

/// <summary>
/// What a page passes to <c>ethereum.request</c> (EIP-1193) so that a browser wallet signs, and the check of its
/// answer.
/// </summary>
/// <remarks>Immutable; safe for use by several threads.</remarks>
public sealed class BrowserWalletRequest
{
    private BrowserWalletRequest(string method, Address signer, Hash32 digest, string first, string second)
    {
        Method = method;
        Signer = signer;
        Digest = digest;
        Json = Write(method, first, second);
    }

    /// <summary>The method of the wallet: <c>personal_sign</c> or <c>eth_signTypedData_v4</c>.</summary>
    public string Method { get; }

    /// <summary>The address whose signature is wanted.</summary>
    public Address Signer { get; }

    /// <summary>The hash that the signature must be over, computed here.</summary>
    public Hash32 Digest { get; }

    /// <summary>The argument of <c>ethereum.request</c>: an object with <c>method</c> and <c>params</c>.</summary>
    public string Json { get; }

    /// <summary>Asks for the signature of a message with the prefix of EIP-191.</summary>
    /// <param name="signer">The address whose signature is wanted.</param>
    /// <param name="message">The message without the prefix; text as UTF-8, so that the wallet shows it.</param>
    /// <returns>A request of <c>personal_sign</c>: the message in hexadecimal digits, then the address.</returns>
    public static BrowserWalletRequest ForMessage(Address signer, ReadOnlySpan<byte> message) => new(
        "personal_sign", signer, PersonalMessage.Digest(message), Hex.Format(message), signer.ToString());

    /// <summary>Asks for the signature of typed data (EIP-712).</summary>
    /// <param name="signer">The address whose signature is wanted.</param>
    /// <param name="data">The data; the wallet must be connected to the chain that its domain names.</param>
    /// <returns>
    /// A request of <c>eth_signTypedData_v4</c>: the address, then the data as JSON in a string, with the type
    /// <c>EIP712Domain</c>.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="data"/> is null.</exception>
    /// <exception cref="SessionKeyException">A type is unknown, or a value does not fit its type.</exception>
    public static BrowserWalletRequest ForTypedData(Address signer, TypedData data)
    {
        ArgumentNullException.ThrowIfNull(data);
        return new("eth_signTypedData_v4", signer, data.Digest(), signer.ToString(), data.ToJson());
    }

    /// <summary>Checks what the wallet answered.</summary>
    /// <param name="answer">
    /// What <c>ethereum.request</c> resolved to or was rejected with: the signature as hexadecimal text, plain or as a
    /// JSON string; or the error object as JSON; or either inside a JSON-RPC response. It may come from anybody.
    /// </param>
    /// <returns>
    /// The signature of <see cref="Signer"/> over <see cref="Digest"/>. A v of 0 or 1 became 27 or 28, and a high s the
    /// low one: both say the same, and contracts take only one of them.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="answer"/> is null.</exception>
    /// <exception cref="SessionKeyException">
    /// The person refused (<c>wallet-rejected</c>), the wallet reported an error (<c>wallet-error</c>), the answer is
    /// no signature (<c>wallet-answer-malformed</c>), or not one of the signer over the digest
    /// (<c>wallet-signature-mismatch</c>).
    /// </exception>
    public EcdsaSignature Verify(string answer)
    {
        ArgumentNullException.ThrowIfNull(answer);
        EcdsaSignature signature = WalletAnswer.Read(answer).ToLowS();
        if (!Secp256k1.TryRecover(Digest, signature, out Address recovered) || !signature.IsLowS)
        {
            throw WalletErrors.Mismatch("no key can have made it", Signer);
        }

        return recovered == Signer ? signature : throw WalletErrors.Mismatch($"it recovers to {recovered}", Signer);
    }

    /// <summary>Writes the method and the signer.</summary>
    /// <returns>For example <c>personal_sign by 0x…</c>.</returns>
    public override string ToString() => $"{Method} by {Signer}";

    private static string Write(string method, string first, string second)
    {
        ArrayBufferWriter<byte> buffer = new();
        using (Utf8JsonWriter writer = new(buffer))
        {
            writer.WriteStartObject();
            writer.WriteString("method", method);
            writer.WriteStartArray("params");
            writer.WriteStringValue(first);
            writer.WriteStringValue(second);
            writer.WriteEndArray();
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
