using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>An inclusion has its confirmations.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="BlockHash">The block of the inclusion.</param>
/// <param name="Confirmations">How many blocks stand on it.</param>
internal sealed record SubmissionFinal(DateTimeOffset At, string Id, Hash32 BlockHash, ulong Confirmations)
    : SubmissionRecord(At, Id)
{
    public const string RecordName = "submission-final.1";

    public override string Name => RecordName;

    public static SubmissionFinal Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Text("id"u8), reader.Word("blockHash"u8), reader.Unsigned("confirmations"u8));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteWord("blockHash"u8, BlockHash);
        writer.WriteNumber("confirmations"u8, Confirmations);
    }
}

/// <summary>A submission was refused and has no effect. Once something is signed, this takes a proof.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="Refusal">Why.</param>
/// <param name="Proof">Why none of the attempts can be included any more; null while nothing is signed.</param>
internal sealed record SubmissionFailed(
    DateTimeOffset At, string Id, SubmissionRefusal Refusal, NoInclusionProof? Proof) : SubmissionRecord(At, Id)
{
    public const string RecordName = "submission-failed.1";

    public override string Name => RecordName;

    public static SubmissionFailed Read(ref RecordReader reader, DateTimeOffset at) => new(
        at,
        reader.Text("id"u8),
        new SubmissionRefusal(reader.Text("reason"u8), reader.Text("message"u8)),
        reader.IsNull("proof"u8) ? null : NoInclusionProof.Read(ref reader));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteString("reason"u8, Refusal.Reason);
        writer.WriteString("message"u8, Refusal.Message);
        if (Proof is null)
        {
            writer.WriteNull("proof"u8);
        }
        else
        {
            Proof.Write(writer);
        }
    }
}

/// <summary>
/// The caller wants the calls no more: nothing is signed or sent from here on. An end where nothing is signed yet.
/// </summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
internal sealed record SubmissionCancelled(DateTimeOffset At, string Id) : SubmissionRecord(At, Id)
{
    public const string RecordName = "submission-cancelled.1";

    public override string Name => RecordName;

    public static SubmissionCancelled Read(ref RecordReader reader, DateTimeOffset at) => new(at, reader.Text("id"u8));

    public override void WriteFields(Utf8JsonWriter writer) => writer.WriteString("id"u8, Id);
}

/// <summary>No attempt was included while it could be, and nobody said why.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="Proof">Why none of the attempts can be included any more.</param>
internal sealed record SubmissionDropped(DateTimeOffset At, string Id, NoInclusionProof Proof)
    : SubmissionRecord(At, Id)
{
    public const string RecordName = "submission-dropped.1";

    public override string Name => RecordName;

    public static SubmissionDropped Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Text("id"u8), NoInclusionProof.Read(ref reader));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        Proof.Write(writer);
    }
}
