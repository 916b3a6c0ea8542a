namespace SessionKeys;

/// <summary>The typed forms (EIP-712) of the two revocations.</summary>
public static class RevocationTypedData
{
    /// <summary>Makes the revocation of one session.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="module">The module.</param>
    /// <param name="account">The account.</param>
    /// <param name="sessionId">The session to kill, granted or not.</param>
    /// <returns>The typed data to sign.</returns>
    public static TypedData ForOne(ulong chainId, Address module, Address account, SessionId sessionId) =>
        ModuleTypedData.Create(
            chainId,
            module,
            new Dictionary<string, object> { ["account"] = account, ["sessionId"] = sessionId.Value },
            "SessionRevocation(address account,bytes32 sessionId)");

    /// <summary>Makes the revocation of every session and every unused grant of an account.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="module">The module.</param>
    /// <param name="account">The account.</param>
    /// <param name="epoch">The current epoch of the account; the revocation is void in any other.</param>
    /// <returns>The typed data to sign.</returns>
    public static TypedData ForAll(ulong chainId, Address module, Address account, uint epoch) =>
        ModuleTypedData.Create(
            chainId,
            module,
            new Dictionary<string, object> { ["account"] = account, ["epoch"] = (UInt256)epoch },
            "AllSessionsRevocation(address account,uint32 epoch)");
}
