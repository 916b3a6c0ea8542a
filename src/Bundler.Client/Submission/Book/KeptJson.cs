using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>The JSON of submissions and attempts as they stood when the log was compacted.</summary>
internal static class KeptJson
{
    public static void Write(Utf8JsonWriter writer, Submission submission)
    {
        writer.WriteString("id"u8, submission.Id);
        writer.WriteLane(submission.Lane);
        if (submission.SessionId is { } session)
        {
            writer.WriteWord("session"u8, session.Value);
        }
        else
        {
            writer.WriteNull("session"u8);
        }

        writer.WriteWord("fingerprint"u8, submission.Fingerprint);
        writer.WriteString("state"u8, submission.State.ToString());
        writer.WriteBoolean("cancelled"u8, submission.IsCancelled);
        RequestJson.WriteCalls(writer, submission.Calls);
        RequestJson.WriteApproval(writer, submission.Approval);
        RequestJson.WriteOptions(writer, submission.Options);
        OperationJson.WriteAuthorization(writer, submission.Authorization);
        WriteInclusion(writer, submission.Inclusion);
        writer.WriteTextOrNull("reason"u8, submission.Refusal?.Reason);
        writer.WriteTextOrNull("message"u8, submission.Refusal?.Message);
        writer.WriteMilliseconds("preparedAt"u8, submission.PreparedAt);
        writer.WriteMilliseconds("changedAt"u8, submission.ChangedAt);
    }

    public static Submission ReadSubmission(ref RecordReader reader)
    {
        string id = reader.Text("id"u8);
        NonceLane lane = reader.Lane();
        return new Submission
        {
            Id = id,
            ChainId = lane.ChainId,
            EntryPoint = lane.EntryPoint,
            Sender = lane.Sender,
            NonceKey = lane.NonceKey,
            SessionId = reader.IsNull("session"u8) ? null : new SessionId(reader.Word("session"u8)),
            Fingerprint = reader.Word("fingerprint"u8),
            State = ReadState(ref reader),
            IsCancelled = reader.Flag("cancelled"u8),
            Calls = RequestJson.ReadCalls(ref reader),
            Approval = RequestJson.ReadApproval(ref reader),
            Options = RequestJson.ReadOptions(ref reader),
            Authorization = OperationJson.ReadAuthorization(ref reader),
            Inclusion = ReadInclusion(ref reader),
            Refusal = ReadRefusal(ref reader),
            PreparedAt = reader.Milliseconds("preparedAt"u8),
            ChangedAt = reader.Milliseconds("changedAt"u8),
        };
    }

    public static void Write(Utf8JsonWriter writer, SubmissionAttempt attempt)
    {
        writer.WriteWord("hash"u8, attempt.Hash.Value);
        writer.WriteQuantity("nonce"u8, attempt.Nonce);
        writer.WriteQuantity("maxFeePerGas"u8, attempt.Fees.MaxFeePerGas);
        writer.WriteQuantity("maxPriorityFeePerGas"u8, attempt.Fees.MaxPriorityFeePerGas);
        writer.WriteSeconds("validUntil"u8, attempt.ValidUntil);
        writer.WriteBoolean("sent"u8, attempt.IsSent);
        writer.WriteBoolean("replaced"u8, attempt.IsReplaced);
        if (attempt.Operation is { } operation)
        {
            OperationJson.Write(writer, operation);
        }
        else
        {
            writer.WriteNull("operation"u8);
        }

        OperationJson.WriteAuthorization(writer, attempt.Authorization);
    }

    public static SubmissionAttempt ReadAttempt(ref RecordReader reader) => new()
    {
        Hash = new UserOperationHash(reader.Word("hash"u8)),
        Nonce = reader.Quantity("nonce"u8),
        Fees = new FeesPerGas(reader.Quantity("maxFeePerGas"u8), reader.Quantity("maxPriorityFeePerGas"u8)),
        ValidUntil = reader.Seconds("validUntil"u8),
        IsSent = reader.Flag("sent"u8),
        IsReplaced = reader.Flag("replaced"u8),
        Operation = reader.IsNull("operation"u8) ? null : OperationJson.Read(ref reader),
        Authorization = OperationJson.ReadAuthorization(ref reader),
    };

    private static SubmissionState ReadState(ref RecordReader reader)
    {
        string text = reader.Text("state"u8);
        foreach (SubmissionState state in Enum.GetValues<SubmissionState>())
        {
            if (state.ToString() == text)
            {
                return state;
            }
        }

        throw reader.Refuse("state", "a state of a submission");
    }

    private static void WriteInclusion(Utf8JsonWriter writer, SubmissionInclusion? inclusion)
    {
        if (inclusion is null)
        {
            writer.WriteNull("inclusion"u8);
            return;
        }

        writer.WriteStartObject("inclusion"u8);
        writer.WriteWord("hash"u8, inclusion.Hash.Value);
        writer.WriteWord("transactionHash"u8, inclusion.TransactionHash);
        writer.WriteWord("blockHash"u8, inclusion.BlockHash);
        writer.WriteNumber("blockNumber"u8, inclusion.BlockNumber);
        writer.WriteBoolean("success"u8, inclusion.Success);
        writer.WriteEndObject();
    }

    private static SubmissionInclusion? ReadInclusion(ref RecordReader reader)
    {
        if (reader.IsNull("inclusion"u8))
        {
            return null;
        }

        reader.StartObject("inclusion"u8);
        SubmissionInclusion inclusion = new(
            new UserOperationHash(reader.Word("hash"u8)),
            reader.Word("transactionHash"u8),
            reader.Word("blockHash"u8),
            reader.Unsigned("blockNumber"u8),
            reader.Flag("success"u8));
        reader.EndObject();
        return inclusion;
    }

    private static SubmissionRefusal? ReadRefusal(ref RecordReader reader)
    {
        string? reason = reader.IsNull("reason"u8) ? null : reader.Text("reason"u8);
        string? message = reader.IsNull("message"u8) ? null : reader.Text("message"u8);
        return reason is null && message is null
            ? null
            : new SubmissionRefusal(
                reason ?? throw reader.Refuse("reason", "a text beside a message"),
                message ?? throw reader.Refuse("message", "a text beside a reason"));
    }
}
