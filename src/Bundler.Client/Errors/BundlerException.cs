namespace SessionKeys.Bundler.Client;

/// <summary>A bundler or node refused a request, or its answer could not be used.</summary>
/// <remarks>
/// The message says what was refused, what the server said, and what to do. It names the server by scheme, host and
/// port only, because paths and queries of such addresses carry access keys.
/// </remarks>
public sealed class BundlerException : Exception
{
    /// <summary>Creates the error.</summary>
    /// <param name="kind">The kind of the error.</param>
    /// <param name="message">What was refused, the actual and the allowed value, what to do.</param>
    /// <param name="innerException">The cause, if there is one on this side.</param>
    public BundlerException(BundlerErrorKind kind, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        BundlerErrorEntry entry = BundlerErrorTable.Find(kind);
        Kind = kind;
        IsTransient = entry.IsTransient;
        Hints = entry.Causes;
        HelpLink = BundlerErrorTable.HelpLink(kind);
    }

    /// <summary>What went wrong, independent of the bundler's wording.</summary>
    public BundlerErrorKind Kind { get; }

    /// <summary>Whether the very same request may succeed later without any change.</summary>
    /// <remarks>Sending the same signed operation again is safe: it has the same hash and the same nonce.</remarks>
    public bool IsTransient { get; }

    /// <summary>What could be the cause, the most likely first; never empty.</summary>
    public IReadOnlyList<string> Hints { get; internal init; }

    /// <summary>The JSON-RPC method that was called, or null when no single call failed.</summary>
    public string? Method { get; internal init; }

    /// <summary>The JSON-RPC error code, or null if the server sent none or one that is not an integer.</summary>
    public int? Code { get; internal init; }

    /// <summary>The error code as text where the server sent a word instead of a number, else null.</summary>
    public string? CodeName { get; internal init; }

    /// <summary>The HTTP status of the answer, or null if none arrived.</summary>
    public int? HttpStatus { get; internal init; }

    /// <summary>
    /// The server's own words, shortened to 2,000 characters and without control characters, or null.
    /// </summary>
    public string? ServerMessage { get; internal init; }

    /// <summary>The EntryPoint's code such as <c>AA23</c>, or null if the answer names none.</summary>
    public string? AaCode { get; internal init; }

    /// <summary>The EntryPoint's words with its code, such as <c>AA25 invalid account nonce</c>, or null.</summary>
    public string? EntryPointReason { get; internal init; }

    /// <summary>The text of the innermost revert where it is a text and not a custom error, or null.</summary>
    public string? RevertReason { get; internal init; }

    /// <summary>
    /// The bytes of the innermost revert: a custom error's selector and arguments, taken out of the EntryPoint's
    /// wrapping. Empty if the server told none; only the selector if the server told no more.
    /// </summary>
    public ReadOnlyMemory<byte> RevertData { get; internal init; }

    /// <summary>
    /// What the session key module refused in validation, or its guard undid in execution, by name and with its values;
    /// null if the revert is none of their errors. <see cref="BudgetExceeded"/> and others on which a program acts have
    /// types of their own.
    /// </summary>
    /// <remarks>
    /// In validation only the revert of the account (AA23) is read, never that of a paymaster. In execution a called
    /// contract can revert with any bytes: only errors of the guard alone are read, never those of the module, and of a
    /// session without a guard they say nothing.
    /// </remarks>
    public SessionRefusal? RevertError { get; internal init; }

    /// <summary>
    /// What each of several bundlers answered, the first asked first, such as <c>backup: Unavailable</c>; empty where
    /// only one was asked.
    /// </summary>
    public IReadOnlyList<string> Attempts { get; internal set; } = [];

    /// <summary>The revert as the server sent it, with the EntryPoint's wrapping.</summary>
    internal byte[] OuterRevertData { get; init; } = [];

    /// <summary>
    /// The hash of the operation that was sent or waited for, or null where no operation was concerned.
    /// </summary>
    public UserOperationHash? UserOperationHash { get; internal set; }
}
