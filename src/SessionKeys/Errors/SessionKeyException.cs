namespace SessionKeys;

/// <summary>Something broke a rule of session keys; the base of all errors of this family.</summary>
public class SessionKeyException : Exception
{
    /// <summary>Creates an error.</summary>
    /// <param name="id">The heading of the error in <c>docs/errors.md</c>, in lower case with hyphens.</param>
    /// <param name="message">What was refused, the actual and the allowed value, and what to do. No secrets.</param>
    /// <param name="innerException">The cause, or null.</param>
    public SessionKeyException(string id, string message, Exception? innerException = null)
        : base(message, innerException)
    {
        ArgumentException.ThrowIfNullOrEmpty(id);
        Id = id;
    }

    /// <summary>The stable name of the error, for programs and for <c>docs/errors.md</c>.</summary>
    public string Id { get; }
}
