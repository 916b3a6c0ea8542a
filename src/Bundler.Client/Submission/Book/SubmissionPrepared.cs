using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>Calls are taken on, and a lane is leased for them in the same step.</summary>
/// <param name="At">When.</param>
/// <param name="Id">The caller's id.</param>
/// <param name="Lane">The lane: free, or leased by this holder.</param>
/// <param name="Holder">Who works on the submission.</param>
/// <param name="Until">Until when nobody else takes the work over.</param>
/// <param name="SessionId">The session, or null for the owner.</param>
/// <param name="Calls">The calls.</param>
/// <param name="Approval">The approval that rides on the operation, or null.</param>
/// <param name="Options">Renewal, grace and the like; the public key is not kept. Null for none.</param>
/// <param name="Authorization">What gives the account its code (EIP-7702), or null.</param>
internal sealed record SubmissionPrepared(
    DateTimeOffset At,
    string Id,
    NonceLane Lane,
    string Holder,
    DateTimeOffset Until,
    SessionId? SessionId,
    ValueList<Call> Calls,
    Approval? Approval,
    SegmentOptions? Options,
    Eip7702Authorization? Authorization = null) : SubmissionRecord(At, Id)
{
    public const string RecordName = "submission-prepared.1";

    /// <summary>The form with an authorization; written only where there is one.</summary>
    public const string AuthorizedName = "submission-prepared.2";

    public override string Name => Authorization is null ? RecordName : AuthorizedName;

    public DateTimeOffset Until { get; } = RecordTime.ToMilliseconds(Until);

    /// <summary>Gets what the id stands for: everything but the lane, approval, options and authorization.</summary>
    public Hash32 Fingerprint => SubmissionFingerprint.Compute(Lane, SessionId, Calls);

    public static SubmissionPrepared ReadAuthorized(ref RecordReader reader, DateTimeOffset at)
    {
        SubmissionPrepared plain = Read(ref reader, at);
        return OperationJson.ReadAuthorization(ref reader) is { } authorization
            ? plain with { Authorization = authorization }
            : throw reader.Refuse("authorization", "an object");
    }

    public static SubmissionPrepared Read(ref RecordReader reader, DateTimeOffset at) => new(
        at,
        reader.Text("id"u8),
        reader.Lane(),
        reader.Text("holder"u8),
        reader.Milliseconds("until"u8),
        reader.IsNull("session"u8) ? null : new SessionId(reader.Word("session"u8)),
        RequestJson.ReadCalls(ref reader),
        RequestJson.ReadApproval(ref reader),
        RequestJson.ReadOptions(ref reader));

    public override void WriteFields(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, Id);
        writer.WriteLane(Lane);
        writer.WriteString("holder"u8, Holder);
        writer.WriteMilliseconds("until"u8, Until);
        if (SessionId is { } session)
        {
            writer.WriteWord("session"u8, session.Value);
        }
        else
        {
            writer.WriteNull("session"u8);
        }

        RequestJson.WriteCalls(writer, Calls);
        RequestJson.WriteApproval(writer, Approval);
        RequestJson.WriteOptions(writer, Options);
        if (Authorization is not null)
        {
            OperationJson.WriteAuthorization(writer, Authorization);
        }
    }
}
