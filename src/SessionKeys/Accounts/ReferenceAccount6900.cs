namespace SessionKeys;

/// <summary>This project's ERC-6900 account; the nonce selects the validation, as on Modular Account v2.</summary>
/// <remarks>Nonce key: free 152 bits ‖ entity id 32 ‖ options 8. Signature: 0xff ‖ data of the validation.</remarks>
/// <param name="address">The address of the account.</param>
/// <param name="entityId">The entity id of the session key module; 0 is the owner's.</param>
/// <param name="guard">
/// The execution guard that is, or is to be, the hook of the module's validation; null for none. With a guard every
/// operation of a session must come behind <c>executeUserOp</c>, also one of a session that names no guard.
/// </param>
/// <exception cref="ArgumentException"><paramref name="guard"/> is zero, or up to 0xffff.</exception>
public sealed class ReferenceAccount6900(Address address, uint entityId = 1, Address? guard = null) : ISmartAccount
{
    private const byte FinalSegment = 0xff;
    private const byte UserOperationValidation = 0x01;
    private const byte GlobalOption = 0x01;
    private const byte HookBeforeAndAfter = 0x06;
    private const int FreeShift = 40;
    private const int EntityShift = 8;

    private static readonly AbiFunction Execute = AbiFunction.Parse("execute(address,uint256,bytes)");

    private static readonly AbiFunction ExecuteBatch = AbiFunction.Parse("executeBatch((address,uint256,bytes)[])");

    /// <summary>executeUserOp: the account hands the operation to its hooks, then makes the call behind it.</summary>
    private static readonly byte[] ExecuteUserOp = [0x8d, 0xd7, 0x71, 0x2f];

    private static readonly AbiFunction InstallValidation =
        AbiFunction.Parse("installValidation(bytes25,bytes4[],bytes,bytes[])");

    /// <inheritdoc/>
    public Address Address { get; } = address;

    /// <summary>Gets the execution guard of the module's validation.</summary>
    /// <value>Null for none.</value>
    public Address? Guard { get; } =
        guard is { } named ? AccountCalls.ThrowIfNoGuard(named, nameof(guard)) : null;

    /// <inheritdoc/>
    public Route Route { get; } = Route.Erc6900(entityId);

    /// <inheritdoc/>
    public NonceLayout NonceLayout { get; } = new(64 + FreeShift, 152);

    /// <summary>Gets the nonce key of the owner's own operations.</summary>
    /// <value>Entity 0, used as global validation: 1.</value>
    public UInt256 OwnerNonceKey => GlobalOption;

    /// <inheritdoc/>
    /// <remarks>Behind <c>executeUserOp</c> if there is a guard: else its hook would not run.</remarks>
    public byte[] EncodeCalls(IReadOnlyList<Call> calls)
    {
        AccountCalls.ThrowIfEmpty(calls);
        byte[] execute = calls.Count == 1
            ? Execute.EncodeCall([calls[0].Target, calls[0].Value, calls[0].Data.ToArray()])
            : ExecuteBatch.EncodeCall([AccountCalls.ToAbiItems(calls)]);
        return Guard is null ? execute : [.. ExecuteUserOp, .. execute];
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
    /// Encodes the call that installs the module: for operations only, not global, on the two execute functions, with the
    /// guard as its execution hook, before and after, if there is one.
    /// </summary>
    /// <param name="module">The session key module.</param>
    /// <param name="installData">What the module is told, see <see cref="SessionKeyModuleCalls.InstallData"/>.</param>
    /// <returns>The call data of the owner's operation.</returns>
    public byte[] EncodeInstall(Address module, ReadOnlySpan<byte> installData)
    {
        object[] selectors = [Execute.Selector, ExecuteBatch.Selector];
        object[] hooks = Guard is { } hook ? [Config(hook, 0, HookBeforeAndAfter)] : [];
        return InstallValidation.EncodeCall(
            [Config(module, Route.EntityId, UserOperationValidation), selectors, installData.ToArray(), hooks]);
    }

    /// <summary>Contract 20 bytes ‖ entity 4 ‖ flags 1; of a hook its data would follow, and the guard wants none.</summary>
    private static byte[] Config(Address contract, uint entityId, byte flags)
    {
        TermsWriter config = new();
        config.Address(contract);
        config.Unsigned(entityId, 4, nameof(entityId));
        config.Byte(flags);
        return config.ToArray();
    }
}
