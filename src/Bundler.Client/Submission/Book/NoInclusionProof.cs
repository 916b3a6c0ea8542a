using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// What the node said, from which it follows that no attempt of a submission can be included any more: its nonce is
/// used (and by none of its attempts), or the chain's time is behind all its claims.
/// </summary>
/// <param name="ChainSequence">The next sequence of the lane.</param>
/// <param name="ChainTime">The time of the latest block.</param>
internal sealed record NoInclusionProof(ulong ChainSequence, DateTimeOffset ChainTime)
{
    public DateTimeOffset ChainTime { get; } = RecordTime.ToSeconds(ChainTime);

    public static NoInclusionProof Read(ref RecordReader reader)
    {
        reader.StartObject("proof"u8);
        var proof = new NoInclusionProof(reader.Unsigned("chainSequence"u8), reader.Seconds("chainTime"u8));
        reader.EndObject();
        return proof;
    }

    public void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("proof"u8);
        writer.WriteNumber("chainSequence"u8, ChainSequence);
        writer.WriteSeconds("chainTime"u8, ChainTime);
        writer.WriteEndObject();
    }

    /// <summary>Says whether it excludes every attempt.</summary>
    public bool Holds(Submission submission) =>
        submission.LatestAttempt is { } attempt
        && (ChainSequence > LaneSequence.Of(attempt.Nonce) || ChainTime > submission.LastClaimEnd);
}
