namespace SessionKeys.Ledger;

/// <summary>An exchange with a Ledger that did not lead to a verified result.</summary>
/// <remarks>
/// The message has three parts: what happened, the values, and what the person should do now. No part of it is secret.
/// After any of these exceptions nothing was signed that the caller could use; nothing falls back to a weaker form.
/// </remarks>
public sealed class LedgerException : SessionKeyException
{
    internal LedgerException(
        LedgerReason reason, string happened, string values, string whatToDo, Exception? innerException = null)
        : base(IdOf(reason), $"{happened} {values} {whatToDo}", innerException)
    {
        Reason = reason;
        WhatToDo = whatToDo;
    }

    /// <summary>The cause, for programs.</summary>
    public LedgerReason Reason { get; }

    /// <summary>The last part of the message: what the person should do now.</summary>
    public string WhatToDo { get; }

    /// <summary>The name of the reason in lower case, a hyphen before each further word.</summary>
    private static string IdOf(LedgerReason reason)
        => "ledger" + string.Concat(
            reason.ToString().Select(c => char.IsAsciiLetterUpper(c) ? $"-{char.ToLowerInvariant(c)}" : $"{c}"));
}
