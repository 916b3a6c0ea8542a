using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>The signed bytes of the first attempt; recorded before they are sent.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="Signed">The attempt.</param>
internal sealed record OperationSigned(DateTimeOffset At, string Id, SignedOperation Signed) : SubmissionRecord(At, Id)
{
    public const string RecordName = "operation-signed.1";

    public override string Name => RecordName;

    public static OperationSigned Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Text("id"u8), SignedOperation.Read(ref reader));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        Signed.Write(writer);
    }
}

/// <summary>The signed bytes of a further attempt, with the same nonce, a new claim and both fees raised.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="Replaced">The attempt that was the latest.</param>
/// <param name="Signed">The new attempt.</param>
internal sealed record OperationReplaced(
    DateTimeOffset At, string Id, UserOperationHash Replaced, SignedOperation Signed) : SubmissionRecord(At, Id)
{
    public const string RecordName = "operation-replaced.1";

    public override string Name => RecordName;

    public static OperationReplaced Read(ref RecordReader reader, DateTimeOffset at) => new(
        at, reader.Text("id"u8), new UserOperationHash(reader.Word("replaced"u8)), SignedOperation.Read(ref reader));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteWord("replaced"u8, Replaced.Value);
        Signed.Write(writer);
    }
}

/// <summary>A bundler took an attempt.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="Hash">The attempt.</param>
internal sealed record OperationSent(DateTimeOffset At, string Id, UserOperationHash Hash) : SubmissionRecord(At, Id)
{
    public const string RecordName = "operation-sent.1";

    public override string Name => RecordName;

    public static OperationSent Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Text("id"u8), new UserOperationHash(reader.Word("hash"u8)));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteWord("hash"u8, Hash.Value);
    }
}

/// <summary>A bundler refused an attempt. Others may still include it, so that the state stays.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="Hash">The attempt.</param>
/// <param name="Refusal">What the bundler said.</param>
internal sealed record OperationRefused(DateTimeOffset At, string Id, UserOperationHash Hash, SubmissionRefusal Refusal)
    : SubmissionRecord(At, Id)
{
    public const string RecordName = "operation-refused.1";

    public override string Name => RecordName;

    public static OperationRefused Read(ref RecordReader reader, DateTimeOffset at) => new(
        at,
        reader.Text("id"u8),
        new UserOperationHash(reader.Word("hash"u8)),
        new SubmissionRefusal(reader.Text("reason"u8), reader.Text("message"u8)));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteWord("hash"u8, Hash.Value);
        writer.WriteString("reason"u8, Refusal.Reason);
        writer.WriteString("message"u8, Refusal.Message);
    }
}

/// <summary>An attempt is in a block.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="Inclusion">Where, and whether the calls had their effect.</param>
internal sealed record OperationIncluded(DateTimeOffset At, string Id, SubmissionInclusion Inclusion)
    : SubmissionRecord(At, Id)
{
    public const string RecordName = "operation-included.1";

    public override string Name => RecordName;

    public static OperationIncluded Read(ref RecordReader reader, DateTimeOffset at) => new(
        at,
        reader.Text("id"u8),
        new SubmissionInclusion(
            new UserOperationHash(reader.Word("hash"u8)),
            reader.Word("transactionHash"u8),
            reader.Word("blockHash"u8),
            reader.Unsigned("blockNumber"u8),
            reader.Flag("success"u8)));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteWord("hash"u8, Inclusion.Hash.Value);
        writer.WriteWord("transactionHash"u8, Inclusion.TransactionHash);
        writer.WriteWord("blockHash"u8, Inclusion.BlockHash);
        writer.WriteNumber("blockNumber"u8, Inclusion.BlockNumber);
        writer.WriteBoolean("success"u8, Inclusion.Success);
    }
}

/// <summary>The block of an inclusion is no longer in the chain: the submission is sent again.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The submission.</param>
/// <param name="BlockHash">The block that is gone.</param>
internal sealed record InclusionUndone(DateTimeOffset At, string Id, Hash32 BlockHash) : SubmissionRecord(At, Id)
{
    public const string RecordName = "inclusion-undone.1";

    public override string Name => RecordName;

    public static InclusionUndone Read(ref RecordReader reader, DateTimeOffset at) =>
        new(at, reader.Text("id"u8), reader.Word("blockHash"u8));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteWord("blockHash"u8, BlockHash);
    }
}
