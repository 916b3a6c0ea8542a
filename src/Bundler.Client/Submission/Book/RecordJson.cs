using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>Turns records into bytes and back; what it does not know by name and form it refuses.</summary>
internal static class RecordJson
{
    private static readonly JsonWriterOptions Options = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        SkipValidation = true,
    };

    public static byte[] Encode(BookRecord record)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("record"u8, record.Name);
        writer.WriteMilliseconds("at"u8, record.At);
        record.WriteFields(writer);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    public static BookRecord Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            var reader = new RecordReader(utf8);
            string name = reader.Text("record"u8);
            DateTimeOffset at = reader.Milliseconds("at"u8);
            BookRecord record = Read(ref reader, name, at);
            reader.End();
            return record;
        }
        catch (Exception e)
            when (e is JsonException or FormatException or ArgumentException or InvalidOperationException)
        {
            throw BookErrors.Unreadable("its text is not the JSON of a record", e);
        }
    }

    private static BookRecord Read(ref RecordReader reader, string name, DateTimeOffset at) => name switch
    {
        LaneLeased.RecordName => LaneLeased.Read(ref reader, at),
        LaneRenewed.RecordName => LaneRenewed.Read(ref reader, at),
        LaneCovered.RecordName => LaneCovered.Read(ref reader, at),
        LaneReleased.RecordName => LaneReleased.Read(ref reader, at),
        LaneRecovered.RecordName => LaneRecovered.Read(ref reader, at),
        SubmissionPrepared.RecordName => SubmissionPrepared.Read(ref reader, at),
        SubmissionPrepared.AuthorizedName => SubmissionPrepared.ReadAuthorized(ref reader, at),
        OperationSigned.RecordName => OperationSigned.Read(ref reader, at),
        OperationReplaced.RecordName => OperationReplaced.Read(ref reader, at),
        OperationSent.RecordName => OperationSent.Read(ref reader, at),
        OperationRefused.RecordName => OperationRefused.Read(ref reader, at),
        OperationIncluded.RecordName => OperationIncluded.Read(ref reader, at),
        InclusionUndone.RecordName => InclusionUndone.Read(ref reader, at),
        SubmissionFinal.RecordName => SubmissionFinal.Read(ref reader, at),
        SubmissionFailed.RecordName => SubmissionFailed.Read(ref reader, at),
        SubmissionCancelled.RecordName => SubmissionCancelled.Read(ref reader, at),
        SubmissionDropped.RecordName => SubmissionDropped.Read(ref reader, at),
        LogCompacted.RecordName => LogCompacted.Read(ref reader, at),
        LaneKept.RecordName => LaneKept.Read(ref reader, at),
        SubmissionKept.RecordName => SubmissionKept.Read(ref reader, at),
        AttemptKept.RecordName => AttemptKept.Read(ref reader, at),
        _ => throw BookErrors.Unreadable("its name and version are not known to this release"),
    };
}
