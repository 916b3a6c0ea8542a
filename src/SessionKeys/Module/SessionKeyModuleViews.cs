namespace SessionKeys;

/// <summary>Encodes the questions that one asks the session key module, and reads its answers.</summary>
public static class SessionKeyModuleViews
{
    private static readonly AbiFunction AccountStateFunction = AbiFunction.Parse("accountState(address)");

    private static readonly AbiFunction ControlFunction = AbiFunction.Parse("controlOf(address)");

    private static readonly AbiFunction SignerFunction = AbiFunction.Parse("signerOf(address,address)");

    private static readonly AbiFunction SessionStatusFunction = AbiFunction.Parse("sessionStatus(address,bytes32)");

    private static readonly AbiFunction BudgetSlotFunction = AbiFunction.Parse("budgetSlot(address,bytes32,uint256)");

    /// <summary>Encodes the question for the configuration of an account.</summary>
    /// <param name="account">The account.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] AccountState(Address account) => AccountStateFunction.EncodeCall([account]);

    /// <summary>Reads the configuration of an account.</summary>
    /// <param name="answer">What the module returned.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed.</exception>
    public static ModuleAccountState ReadAccountState(ReadOnlySpan<byte> answer) =>
        ModuleAccountState.Unpack(ReadWord(answer));

    /// <summary>Encodes the question for the counts of an account.</summary>
    /// <param name="account">The account.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] Control(Address account) => ControlFunction.EncodeCall([account]);

    /// <summary>Reads the counts of an account.</summary>
    /// <param name="answer">What the module returned.</param>
    /// <returns>The counts.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed.</exception>
    public static ModuleControl ReadControl(ReadOnlySpan<byte> answer)
    {
        IReadOnlyList<object> values = AbiDecoder.Decode("(uint32,uint32)", answer);
        return new ModuleControl((uint)Number(values[0]), (uint)Number(values[1]));
    }

    /// <summary>Encodes the question for what the module knows of a signer of control messages.</summary>
    /// <param name="account">The account.</param>
    /// <param name="signer">The approver, a guardian, or anybody.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] Signer(Address account, Address signer) => SignerFunction.EncodeCall([account, signer]);

    /// <summary>Reads what the module knows of a signer.</summary>
    /// <param name="answer">What the module returned.</param>
    /// <returns>The signer.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed.</exception>
    public static ModuleSigner ReadSigner(ReadOnlySpan<byte> answer)
    {
        IReadOnlyList<object> values = AbiDecoder.Decode("(bool,uint64)", answer);
        return new ModuleSigner((bool)values[0], Number(values[1]));
    }

    /// <summary>Encodes the question for the state of a session.</summary>
    /// <param name="account">The account.</param>
    /// <param name="sessionId">The session.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] SessionStatus(Address account, SessionId sessionId) =>
        SessionStatusFunction.EncodeCall([account, sessionId.Value]);

    /// <summary>Reads the state of a session.</summary>
    /// <param name="answer">What the module returned.</param>
    /// <returns>The state.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed.</exception>
    public static ModuleSessionStatus ReadSessionStatus(ReadOnlySpan<byte> answer) =>
        ModuleSessionStatus.Unpack(ReadWord(answer));

    /// <summary>Encodes the question for what a session has spent of a budget.</summary>
    /// <param name="account">The account.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="index">The place of the budget in the envelope, 0 to 7.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] BudgetSlot(Address account, SessionId sessionId, int index) =>
        BudgetSlotFunction.EncodeCall([account, sessionId.Value, (UInt256)(ulong)index]);

    /// <summary>Reads the slot of a budget.</summary>
    /// <param name="answer">What the module returned.</param>
    /// <returns>The slot, for <see cref="SessionRecord.BudgetSlots"/>.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed.</exception>
    public static UInt256 ReadBudgetSlot(ReadOnlySpan<byte> answer) => ReadWord(answer);

    private static UInt256 ReadWord(ReadOnlySpan<byte> answer) =>
        (UInt256)AbiDecoder.Decode("(uint256)", answer)[0];

    private static ulong Number(object value) => (ulong)(UInt256)value;
}
