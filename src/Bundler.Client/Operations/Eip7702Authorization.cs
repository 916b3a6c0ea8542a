using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// The signed permission of an EIP-7702 account to run the code of a contract, sent beside an operation.
/// </summary>
/// <param name="ChainId">The chain; 0 permits all chains.</param>
/// <param name="Address">The contract to which the account delegates.</param>
/// <param name="Nonce">The account's own transaction nonce, not the one of the EntryPoint.</param>
/// <param name="Signature">The account's signature; for an estimation any well-formed one does.</param>
public sealed record Eip7702Authorization(UInt256 ChainId, Address Address, ulong Nonce, EcdsaSignature Signature)
{
    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteQuantity("chainId"u8, ChainId);
        writer.WriteAddress("address"u8, Address);
        writer.WriteQuantity("nonce"u8, Nonce);
        writer.WriteQuantity("yParity"u8, (ulong)(Signature.V - 27));
        writer.WriteWord("r"u8, Signature.R);
        writer.WriteWord("s"u8, Signature.S);
        writer.WriteEndObject();
    }
}
