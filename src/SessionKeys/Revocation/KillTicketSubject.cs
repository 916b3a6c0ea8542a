using System.Globalization;
using System.Text;

namespace SessionKeys;

/// <summary>What a kill ticket ends: one session, or every session and every unused grant of one epoch.</summary>
public sealed record KillTicketSubject
{
    private KillTicketSubject(ulong chainId, Address module, Address account, SessionId? sessionId, uint? epoch)
    {
        ChainId = chainId;
        Module = module;
        Account = account;
        SessionId = sessionId;
        Epoch = epoch;
    }

    /// <summary>Gets the chain.</summary>
    public ulong ChainId { get; }

    /// <summary>Gets the session key module.</summary>
    public Address Module { get; }

    /// <summary>Gets the account.</summary>
    public Address Account { get; }

    /// <summary>Gets the session, or null for all of them.</summary>
    public SessionId? SessionId { get; }

    /// <summary>Gets the epoch that is ended, or null for one session.</summary>
    public uint? Epoch { get; }

    /// <summary>Names one session.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="module">The module.</param>
    /// <param name="account">The account.</param>
    /// <param name="sessionId">The session, granted or not.</param>
    /// <returns>The subject.</returns>
    public static KillTicketSubject One(ulong chainId, Address module, Address account, SessionId sessionId) =>
        new(chainId, module, account, sessionId, null);

    /// <summary>Names every session and every unused grant of an epoch.</summary>
    /// <param name="chainId">The chain.</param>
    /// <param name="module">The module.</param>
    /// <param name="account">The account.</param>
    /// <param name="epoch">The epoch; the ticket is void in any other.</param>
    /// <returns>The subject.</returns>
    public static KillTicketSubject All(ulong chainId, Address module, Address account, uint epoch) =>
        new(chainId, module, account, null, epoch);

    /// <summary>Renders the text form.</summary>
    /// <returns>The text that is signed as a personal message.</returns>
    public string ToText() => SessionId is { } sessionId
        ? RevocationText.RenderOne(ChainId, Module, Account, sessionId)
        : RevocationText.RenderAll(ChainId, Module, Account, Epoch!.Value);

    /// <summary>Makes the typed form (EIP-712).</summary>
    /// <returns>The typed data to sign.</returns>
    public TypedData ToTypedData() => SessionId is { } sessionId
        ? RevocationTypedData.ForOne(ChainId, Module, Account, sessionId)
        : RevocationTypedData.ForAll(ChainId, Module, Account, Epoch!.Value);

    /// <summary>Computes what is signed.</summary>
    /// <param name="form">The form.</param>
    /// <returns>The digest of EIP-191 or EIP-712.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="form"/> is neither text nor typed.</exception>
    public Hash32 Digest(ApprovalForm form) => form switch
    {
        ApprovalForm.Text => PersonalMessage.Digest(Encoding.ASCII.GetBytes(ToText())),
        ApprovalForm.Typed => ToTypedData().Digest(),
        _ => throw new ArgumentOutOfRangeException(nameof(form), form, "Pass Text or Typed."),
    };

    /// <summary>Says what is ended.</summary>
    /// <returns>One line.</returns>
    public override string ToString()
    {
        string what = SessionId is { } sessionId
            ? $"session {sessionId}"
            : string.Create(CultureInfo.InvariantCulture, $"all sessions of epoch {Epoch}");
        return string.Create(
            CultureInfo.InvariantCulture, $"{what} of account {Account} at module {Module} on chain {ChainId}");
    }
}
