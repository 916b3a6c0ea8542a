using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>The JSON of what the caller asked for: calls, approval, options.</summary>
internal static class RequestJson
{
    public static void WriteCalls(Utf8JsonWriter writer, ValueList<Call> calls)
    {
        writer.WriteStartArray("calls"u8);
        foreach (Call call in calls)
        {
            writer.WriteStartObject();
            writer.WriteAddress("target"u8, call.Target);
            writer.WriteQuantity("value"u8, call.Value);
            writer.WriteBytes("data"u8, call.Data.Span);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static ValueList<Call> ReadCalls(ref RecordReader reader)
    {
        List<Call> calls = [];
        reader.StartArray("calls"u8);
        while (reader.NextObject())
        {
            calls.Add(new Call(reader.Address("target"u8), reader.Quantity("value"u8), reader.Bytes("data"u8)));
            reader.EndObject();
        }

        return [.. calls];
    }

    public static void WriteApproval(Utf8JsonWriter writer, Approval? approval)
    {
        if (approval is null)
        {
            writer.WriteNull("approval"u8);
            return;
        }

        writer.WriteStartObject("approval"u8);
        writer.WriteString("form"u8, approval.Form == ApprovalForm.Text ? "text"u8 : "typed"u8);
        writer.WriteBytes("signature"u8, approval.Signature.Span);
        writer.WriteEndObject();
    }

    public static Approval? ReadApproval(ref RecordReader reader)
    {
        if (reader.IsNull("approval"u8))
        {
            return null;
        }

        reader.StartObject("approval"u8);
        ApprovalForm form = reader.Text("form"u8) switch
        {
            "text" => ApprovalForm.Text,
            "typed" => ApprovalForm.Typed,
            _ => throw reader.Refuse("form", "text or typed"),
        };
        var approval = new Approval(form, reader.Bytes("signature"u8));
        reader.EndObject();
        return approval;
    }

    public static void WriteOptions(Utf8JsonWriter writer, SegmentOptions? options)
    {
        if (options is null)
        {
            writer.WriteNull("options"u8);
            return;
        }

        writer.WriteStartObject("options"u8);
        writer.WriteBoolean("renew"u8, options.Renew);
        writer.WriteBoolean("grace"u8, options.Grace);
        writer.WriteBoolean("p256InSolidity"u8, options.P256InSolidity);
        if (options.Consent is { } consent)
        {
            writer.WriteStartObject("consent"u8);
            writer.WriteSeconds("deadline"u8, consent.Deadline);
            writer.WriteBytes("signature"u8, consent.Signature.ToArray());
            writer.WriteEndObject();
        }
        else
        {
            writer.WriteNull("consent"u8);
        }

        writer.WriteEndObject();
    }

    public static SegmentOptions? ReadOptions(ref RecordReader reader)
    {
        if (reader.IsNull("options"u8))
        {
            return null;
        }

        reader.StartObject("options"u8);
        SegmentOptions options = new()
        {
            Renew = reader.Flag("renew"u8),
            Grace = reader.Flag("grace"u8),
            P256InSolidity = reader.Flag("p256InSolidity"u8),
            Consent = ReadConsent(ref reader),
        };
        reader.EndObject();
        return options;
    }

    private static RenewalConsent? ReadConsent(ref RecordReader reader)
    {
        if (reader.IsNull("consent"u8))
        {
            return null;
        }

        reader.StartObject("consent"u8);
        var consent = new RenewalConsent(reader.Seconds("deadline"u8), reader.Signature("signature"u8));
        reader.EndObject();
        return consent;
    }
}
