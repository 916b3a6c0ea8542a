namespace SessionKeys;

/// <summary>OpenZeppelin's <c>AccountERC7579</c>; the nonce key begins with the validator.</summary>
/// <remarks>Nonce key: validator 160 bits ‖ free 32 bits. The signature is the validator's alone.</remarks>
/// <param name="address">The address of the account.</param>
/// <param name="module">The session key module, installed as validator.</param>
public sealed class OpenZeppelinAccount7579(Address address, Address module) : ISmartAccount
{
    private const int ModuleTypeValidator = 1;
    private const int ModuleTypeHook = 4;
    private const int FreeWidth = 32;

    private static readonly AbiFunction Execute = AbiFunction.Parse("execute(bytes32,bytes)");

    private static readonly AbiFunction InstallModule = AbiFunction.Parse("installModule(uint256,address,bytes)");

    /// <summary>One call, reverting execution, all other bytes zero.</summary>
    private static readonly Hash32 SingleMode = Hash32.Zero;

    /// <summary>A batch, reverting execution, all other bytes zero.</summary>
    private static readonly Hash32 BatchMode = Hash32.FromBytes([0x01, .. new byte[31]]);

    /// <inheritdoc/>
    public Address Address { get; } = address;

    /// <inheritdoc/>
    public Route Route => Route.Erc7579;

    /// <inheritdoc/>
    public NonceLayout NonceLayout { get; } = new(64, FreeWidth);

    /// <summary>Gets the nonce key of the owner's own operations.</summary>
    /// <value>No validator: 0.</value>
    public UInt256 OwnerNonceKey => UInt256.Zero;

    /// <inheritdoc/>
    public byte[] EncodeCalls(IReadOnlyList<Call> calls)
    {
        AccountCalls.ThrowIfEmpty(calls);
        return calls.Count == 1
            ? Execute.EncodeCall([SingleMode, Pack(calls[0])])
            : Execute.EncodeCall(
                [BatchMode, AbiEncoder.Encode("((address,uint256,bytes)[])", [AccountCalls.ToAbiItems(calls)])]);
    }

    /// <inheritdoc/>
    public UInt256 NonceKey(UInt256 freeBits)
    {
        AccountCalls.ThrowIfWide(freeBits, NonceLayout);
        return (UInt256.ReadBigEndian(module.ToArray()) << FreeWidth) | freeBits;
    }

    /// <inheritdoc/>
    public byte[] WrapSignature(ReadOnlySpan<byte> segment) => segment.ToArray();

    /// <inheritdoc/>
    public byte[] WrapOwnerSignature(EcdsaSignature signature) => signature.ToArray();

    /// <inheritdoc/>
    public OwnerSignatureKind OwnerSignatureKind(EntryPointVersion version) => version == EntryPointVersion.V07
        ? SessionKeys.OwnerSignatureKind.PersonalMessage
        : SessionKeys.OwnerSignatureKind.TypedData;

    /// <inheritdoc/>
    public byte[] EncodeInstall(Address module, ReadOnlySpan<byte> installData) =>
        InstallModule.EncodeCall([(UInt256)ModuleTypeValidator, module, installData.ToArray()]);

    /// <summary>
    /// Encodes the account's call that installs the execution guard as its hook, for accounts that know one
    /// (<c>AccountERC7579Hooked</c>): they ask it before and after everything that they execute.
    /// </summary>
    /// <param name="guard">The execution guard, above 0xffff.</param>
    /// <returns>The call data of the owner's operation.</returns>
    /// <exception cref="ArgumentException"><paramref name="guard"/> is zero, or up to 0xffff.</exception>
    public static byte[] EncodeInstallGuard(Address guard) => InstallModule.EncodeCall(
        [(UInt256)ModuleTypeHook, AccountCalls.ThrowIfNoGuard(guard, nameof(guard)), Array.Empty<byte>()]);

    private static byte[] Pack(Call call) => [.. call.Target.ToArray(), .. call.Value.ToArray(), .. call.Data.Span];
}
