namespace SessionKeys;

/// <summary>
/// Whoever may grant sessions for an account: a wallet or hardware device that shows a person what it signs.
/// </summary>
public interface IApprover
{
    /// <summary>The address whose signature counts.</summary>
    Address Address { get; }

    /// <summary>Asks for the signature of a message with the prefix of EIP-191.</summary>
    /// <param name="message">The message without the prefix.</param>
    /// <param name="cancellationToken">Ends the wait; a device may still show the question.</param>
    /// <returns>The signature over <see cref="PersonalMessage.Digest"/>.</returns>
    ValueTask<EcdsaSignature> SignMessageAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default);

    /// <summary>Asks for the signature of typed data (EIP-712).</summary>
    /// <param name="data">The data to show and sign.</param>
    /// <param name="cancellationToken">Ends the wait; a device may still show the question.</param>
    /// <returns>The signature over <see cref="TypedData.Digest"/>.</returns>
    ValueTask<EcdsaSignature> SignTypedDataAsync(TypedData data, CancellationToken cancellationToken = default);
}
