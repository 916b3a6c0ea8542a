namespace SessionKeys;

/// <content>What the account alone says about itself.</content>
public static partial class SessionKeyModuleCalls
{
    private static readonly AbiFunction SetApproverFunction = AbiFunction.Parse("setApprover(address)");

    private static readonly AbiFunction SetConcurrentLimitFunction = AbiFunction.Parse("setConcurrentLimit(uint8)");

    private static readonly AbiFunction AddGuardianFunction = AbiFunction.Parse("addGuardian(address)");

    private static readonly AbiFunction RemoveGuardianFunction = AbiFunction.Parse("removeGuardian(address)");

    /// <summary>Encodes what the module is told when an account installs it.</summary>
    /// <param name="approver">Who approves grants and revocations; not zero, not the module.</param>
    /// <param name="layout">The nonce bits that the account leaves free.</param>
    /// <param name="concurrentLimit">How many sessions may live at once; 0 for any number.</param>
    /// <returns>The install data, 128 bytes.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="layout"/> is null.</exception>
    public static byte[] InstallData(Address approver, NonceLayout layout, byte concurrentLimit = 0)
    {
        ArgumentNullException.ThrowIfNull(layout);
        return AbiEncoder.Encode(
            "(address,uint8,uint8,uint8)",
            [approver, (UInt256)(ulong)layout.Shift, (UInt256)(ulong)layout.Width, (UInt256)concurrentLimit]);
    }

    /// <summary>Encodes a call by which the account itself names another approver; begins a new epoch.</summary>
    /// <param name="approver">The new approver; not zero, not the module.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] SetApprover(Address approver) => SetApproverFunction.EncodeCall([approver]);

    /// <summary>
    /// Encodes a call by which the account limits how many sessions live at once; older ones are evicted for ever.
    /// </summary>
    /// <param name="limit">0 for any number.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] SetConcurrentLimit(byte limit) => SetConcurrentLimitFunction.EncodeCall([(UInt256)limit]);

    /// <summary>
    /// Encodes a call by which the account lets somebody revoke, pause and tighten, and nothing else.
    /// </summary>
    /// <param name="guardian">Not zero, not the module. Never a session key: choose an address of its own.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] AddGuardian(Address guardian) => AddGuardianFunction.EncodeCall([guardian]);

    /// <summary>Encodes a call by which the account ends that.</summary>
    /// <param name="guardian">The guardian.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] RemoveGuardian(Address guardian) => RemoveGuardianFunction.EncodeCall([guardian]);
}
