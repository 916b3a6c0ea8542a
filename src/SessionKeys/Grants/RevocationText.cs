using System.Globalization;

namespace SessionKeys;

/// <summary>The text forms of the two revocations, signed as personal messages (EIP-191).</summary>
/// <remarks>They need no sequence and no deadline: they may be signed ahead and kept as kill tickets.</remarks>
public static class RevocationText
{
    /// <summary>Renders the revocation of one session.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="module">The module.</param>
    /// <param name="account">The account.</param>
    /// <param name="sessionId">The session to kill, granted or not.</param>
    /// <returns>The text to sign.</returns>
    public static string RenderOne(ulong chainId, Address module, Address account, SessionId sessionId) =>
        Render("revoke session", chainId, module, account, $"Session: {sessionId}");

    /// <summary>Renders the revocation of every session and every unused grant of an account.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="module">The module.</param>
    /// <param name="account">The account.</param>
    /// <param name="epoch">The current epoch of the account; the revocation is void in any other.</param>
    /// <returns>The text to sign.</returns>
    public static string RenderAll(ulong chainId, Address module, Address account, uint epoch) =>
        Render(
            "revoke all sessions",
            chainId,
            module,
            account,
            string.Create(CultureInfo.InvariantCulture, $"Epoch: {epoch}"));

    private static string Render(string kind, ulong chainId, Address module, Address account, string subject) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"SessionKeys v1: {kind};\nAccount: {Hex.Format(account.ToArray())};\nChain: {chainId};\n" +
            $"Module: {Hex.Format(module.ToArray())};\n{subject};\nEnd of revocation.");
}
