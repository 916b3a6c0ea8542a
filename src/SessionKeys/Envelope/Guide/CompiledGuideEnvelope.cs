using System.Text;

namespace SessionKeys;

/// <summary>The canonical envelope that a short form became, and how.</summary>
/// <param name="Document">The envelope with its account, chain and session key.</param>
/// <param name="Notes">What each field became, a sentence each, for the person before anything is signed.</param>
public sealed record CompiledGuideEnvelope(EnvelopeDocument Document, ValueList<string> Notes)
{
    /// <summary>Shows the person what is going to be granted.</summary>
    /// <returns>The notes, an empty line, and the canonical JSON form.</returns>
    public string Show() =>
        $"{string.Join('\n', Notes)}\n\n{Encoding.ASCII.GetString(CapabilityEnvelopeJson.Write(Document))}";
}
