namespace SessionKeys;

/// <summary>Encodes the questions that one asks the session key module, and reads its answers.</summary>
public static class SessionKeyModuleViews
{
    private static readonly AbiFunction AccountStateFunction = AbiFunction.Parse("accountState(address)");

    private static readonly AbiFunction SessionStatusFunction = AbiFunction.Parse("sessionStatus(address,bytes32)");

    /// <summary>Encodes the question for the configuration of an account.</summary>
    /// <param name="account">The account.</param>
    /// <returns>The call data for the module.</returns>
    public static byte[] AccountState(Address account) => AccountStateFunction.EncodeCall([account]);

    /// <summary>Reads the configuration of an account.</summary>
    /// <param name="answer">What the module returned.</param>
    /// <returns>The configuration.</returns>
    /// <exception cref="SessionKeyException">The answer is malformed.</exception>
    public static ModuleAccountState ReadAccountState(ReadOnlySpan<byte> answer)
    {
        IReadOnlyList<object> values = AbiDecoder.Decode("(address,uint32,uint16,uint8,uint8)", answer);
        return new ModuleAccountState(
            (Address)values[0],
            (uint)Number(values[1]),
            (ushort)Number(values[2]),
            (int)Number(values[3]),
            (int)Number(values[4]));
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
    public static ModuleSessionStatus ReadSessionStatus(ReadOnlySpan<byte> answer)
    {
        IReadOnlyList<object> values = AbiDecoder.Decode("(bool,bool,uint48,uint16,uint32)", answer);
        return new ModuleSessionStatus(
            (bool)values[0], (bool)values[1], Number(values[2]), (ushort)Number(values[3]), (uint)Number(values[4]));
    }

    private static ulong Number(object value) => (ulong)(UInt256)value;
}

/// <summary>How an account configured the module.</summary>
/// <param name="Approver">Who approves; zero when the module is not installed.</param>
/// <param name="Epoch">The current epoch; every grant names it.</param>
/// <param name="Granted">How many grants this epoch has seen.</param>
/// <param name="NonceShift">The lowest free nonce bit.</param>
/// <param name="NonceWidth">How many nonce bits are free.</param>
public sealed record ModuleAccountState(Address Approver, uint Epoch, ushort Granted, int NonceShift, int NonceWidth);

/// <summary>The state of one session.</summary>
/// <param name="IsKnown">Whether it was granted or revoked.</param>
/// <param name="IsRevoked">
/// Whether it is dead for ever. Not revoked does not mean valid: compare epoch and time.
/// </param>
/// <param name="ExpiresAt">The last usable second in force, in unix seconds; 0 when it was never granted.</param>
/// <param name="Seat">Its number among the grants of its epoch.</param>
/// <param name="Epoch">The epoch in which it was granted.</param>
public sealed record ModuleSessionStatus(bool IsKnown, bool IsRevoked, ulong ExpiresAt, ushort Seat, uint Epoch);
