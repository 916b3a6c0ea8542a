namespace SessionKeys;

/// <summary>What the library must know about one smart account: how calls, nonces and signatures look on it.</summary>
/// <remarks>Implementations are immutable and thread-safe, and talk to nobody.</remarks>
public interface ISmartAccount
{
    /// <summary>Gets the address of the account.</summary>
    Address Address { get; }

    /// <summary>Gets how the account calls the module; a signed term of every grant.</summary>
    Route Route { get; }

    /// <summary>Gets the nonce bits that the account leaves free; the module is told at install.</summary>
    NonceLayout NonceLayout { get; }

    /// <summary>Gets the nonce key of the owner's own operations, 192 bits.</summary>
    UInt256 OwnerNonceKey { get; }

    /// <summary>Encodes calls as the call data of an operation.</summary>
    /// <param name="calls">At least one call.</param>
    /// <returns>The call data.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="calls"/> is null.</exception>
    /// <exception cref="ArgumentException"><paramref name="calls"/> is empty.</exception>
    byte[] EncodeCalls(IReadOnlyList<Call> calls);

    /// <summary>Puts free bits into a nonce key that selects the session key module.</summary>
    /// <param name="freeBits">A number below 2^width, see <see cref="NonceDomain.FreeBits"/>.</param>
    /// <returns>The nonce key, 192 bits; the EntryPoint counts its operations.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="freeBits"/> is too wide.</exception>
    UInt256 NonceKey(UInt256 freeBits);

    /// <summary>Puts what the account wants in front of a segment.</summary>
    /// <param name="segment">A segment with its signature or stub.</param>
    /// <returns>The signature of the operation.</returns>
    byte[] WrapSignature(ReadOnlySpan<byte> segment);

    /// <summary>Puts what the account wants in front of the owner's signature.</summary>
    /// <param name="signature">The owner's signature.</param>
    /// <returns>The signature of the operation.</returns>
    byte[] WrapOwnerSignature(EcdsaSignature signature);

    /// <summary>Tells what the owner signs for an operation of its own.</summary>
    /// <param name="version">The EntryPoint's version.</param>
    /// <returns>The kind of message that an ordinary wallet or hardware device can sign.</returns>
    OwnerSignatureKind OwnerSignatureKind(EntryPointVersion version);

    /// <summary>Encodes the account's call that installs the module.</summary>
    /// <param name="module">The session key module.</param>
    /// <param name="installData">What the module is told, see <see cref="SessionKeyModuleCalls.InstallData"/>.</param>
    /// <returns>The call data of the owner's operation.</returns>
    byte[] EncodeInstall(Address module, ReadOnlySpan<byte> installData);
}
