namespace SessionKeys;

/// <summary>This project's ERC-6900 account; the nonce selects the validation, as on Modular Account v2.</summary>
/// <remarks>Nonce key: free 152 bits ‖ entity id 32 ‖ options 8. Signature: 0xff ‖ data of the validation.</remarks>
/// <param name="address">The address of the account.</param>
/// <param name="entityId">The entity id of the session key module; 0 is the owner's.</param>
public sealed class ReferenceAccount6900(Address address, uint entityId = 1) : ISmartAccount
{
    private const byte FinalSegment = 0xff;
    private const byte UserOperationValidation = 0x01;
    private const byte GlobalOption = 0x01;
    private const int FreeShift = 40;
    private const int EntityShift = 8;

    private static readonly AbiFunction Execute = AbiFunction.Parse("execute(address,uint256,bytes)");

    private static readonly AbiFunction ExecuteBatch = AbiFunction.Parse("executeBatch((address,uint256,bytes)[])");

    private static readonly AbiFunction InstallValidation =
        AbiFunction.Parse("installValidation(bytes25,bytes4[],bytes,bytes[])");

    /// <inheritdoc/>
    public Address Address { get; } = address;

    /// <inheritdoc/>
    public Route Route { get; } = Route.Erc6900(entityId);

    /// <inheritdoc/>
    public NonceLayout NonceLayout { get; } = new(64 + FreeShift, 152);

    /// <summary>Gets the nonce key of the owner's own operations.</summary>
    /// <value>Entity 0, used as global validation: 1.</value>
    public UInt256 OwnerNonceKey => GlobalOption;

    /// <inheritdoc/>
    public byte[] EncodeCalls(IReadOnlyList<Call> calls)
    {
        AccountCalls.ThrowIfEmpty(calls);
        return calls.Count == 1
            ? Execute.EncodeCall([calls[0].Target, calls[0].Value, calls[0].Data.ToArray()])
            : ExecuteBatch.EncodeCall([AccountCalls.ToAbiItems(calls)]);
    }

    /// <inheritdoc/>
    public UInt256 NonceKey(UInt256 freeBits)
    {
        AccountCalls.ThrowIfWide(freeBits, NonceLayout);
        return (freeBits << FreeShift) | ((UInt256)Route.EntityId << EntityShift);
    }

    /// <inheritdoc/>
    public byte[] WrapSignature(ReadOnlySpan<byte> segment) => [FinalSegment, .. segment];

    /// <inheritdoc/>
    public byte[] WrapOwnerSignature(EcdsaSignature signature) => [FinalSegment, .. signature.ToArray()];

    /// <inheritdoc/>
    public OwnerSignatureKind OwnerSignatureKind(EntryPointVersion version) => version == EntryPointVersion.V07
        ? SessionKeys.OwnerSignatureKind.PersonalMessage
        : SessionKeys.OwnerSignatureKind.TypedData;

    /// <summary>
    /// Encodes the call that installs the module: for operations only, not global, on the two execute functions.
    /// </summary>
    /// <param name="module">The session key module.</param>
    /// <param name="installData">What the module is told, see <see cref="SessionKeyModuleCalls.InstallData"/>.</param>
    /// <returns>The call data of the owner's operation.</returns>
    public byte[] EncodeInstall(Address module, ReadOnlySpan<byte> installData)
    {
        TermsWriter config = new();
        config.Address(module);
        config.Unsigned(Route.EntityId, 4, "entityId");
        config.Byte(UserOperationValidation);
        object[] selectors = [Execute.Selector, ExecuteBatch.Selector];
        return InstallValidation.EncodeCall(
            [config.ToArray(), selectors, installData.ToArray(), Array.Empty<object>()]);
    }
}
