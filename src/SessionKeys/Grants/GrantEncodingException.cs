namespace SessionKeys;

/// <summary>
/// Thrown when a grant cannot be written in the signed format, or when packed bytes are not in that format.
/// </summary>
/// <param name="id">The name of the rule that was broken.</param>
/// <param name="message">What was refused, the actual and the allowed value, and what to do.</param>
public sealed class GrantEncodingException(string id, string message) : SessionKeyException(id, message)
{
    internal const string NotEncodable = "grant-not-encodable";

    internal const string Malformed = "terms-malformed";

    internal static GrantEncodingException CannotWrite(string term, string actual, string allowed, string advice) =>
        new(NotEncodable, $"The term {term} was refused: {actual}; allowed is {allowed}. {advice}");

    internal static GrantEncodingException CannotRead(string term, int offset, string actual, string allowed) =>
        new(Malformed, $"The packed terms were refused at byte {offset}, {term}: {actual}; allowed is {allowed}. " +
            "Pass the terms unchanged, as the event SessionGranted carries them.");
}
