using System.Text.Encodings.Web;
using System.Text.Json;

namespace SessionKeys;

/// <summary>Reads and writes the JSON form of capability envelopes; <c>docs/envelope.md</c> lists its fields.</summary>
/// <remarks>
/// What is signed is computed from the records, never from the text. Reading checks the form only; whether the terms
/// make sense together is the business of <see cref="EnvelopeValidator"/>.
/// </remarks>
public static class CapabilityEnvelopeJson
{
    private static readonly JsonWriterOptions Canonical = new()
    {
        // No character that HTML would mistake needs an escape here: the text is a file, and names are plain ASCII.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        IndentSize = 2,
        NewLine = "\n",
    };

    /// <summary>Reads an envelope file.</summary>
    /// <param name="utf8">At most 256 KiB of plain ASCII, nested at most 16 levels deep.</param>
    /// <returns>The envelope and the context that the file names.</returns>
    /// <exception cref="EnvelopeFormatException">
    /// The text is not JSON, a field is unknown, missing, there twice, or of another form. The exception names its
    /// path.
    /// </exception>
    public static EnvelopeDocument Parse(ReadOnlySpan<byte> utf8) => EnvelopeReader.Read(StrictJsonReader.Read(utf8));

    /// <summary>Reads an envelope file whose amounts may be written in tokens, such as <c>"100 USDC"</c>.</summary>
    /// <param name="utf8">At most 256 KiB of plain ASCII, nested at most 16 levels deep.</param>
    /// <param name="tokens">Fixes address and decimals of each symbol on each chain.</param>
    /// <returns>The envelope, every amount in base units, and the context that the file names.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="tokens"/> is null.</exception>
    /// <exception cref="EnvelopeFormatException">
    /// As without a list; or an amount names a token that is not in the list, that is not what is counted there, or
    /// that has fewer decimals. The exception names its path.
    /// </exception>
    public static EnvelopeDocument Parse(ReadOnlySpan<byte> utf8, TokenList tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        return EnvelopeReader.Read(TokenAmounts.Resolve(StrictJsonReader.Read(utf8), tokens));
    }

    /// <summary>Writes an envelope file in its one canonical form.</summary>
    /// <param name="document">The envelope and as much of its context as the file shall name.</param>
    /// <returns>
    /// ASCII: fixed order of fields, two spaces of indentation, off values left out, a newline at the end.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> is null.</exception>
    /// <exception cref="GrantEncodingException">
    /// A time is not in whole seconds, or a name is not plain ASCII.
    /// </exception>
    public static byte[] Write(EnvelopeDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        using MemoryStream stream = new();
        using (Utf8JsonWriter writer = new(stream, Canonical))
        {
            new EnvelopeWriter(writer).Write(document);
        }

        stream.WriteByte((byte)'\n');
        return stream.ToArray();
    }
}
