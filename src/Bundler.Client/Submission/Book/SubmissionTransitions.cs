using System.Collections.Frozen;

namespace SessionKeys.Bundler.Client;

/// <summary>The one table of what may happen to a submission in which state; what is not in it is refused.</summary>
internal static class SubmissionTransitions
{
    private static readonly FrozenDictionary<(SubmissionState From, string Record), SubmissionState> Table =
        new Dictionary<(SubmissionState, string), SubmissionState>
        {
            [(SubmissionState.Prepared, OperationSigned.RecordName)] = SubmissionState.Signed,
            [(SubmissionState.Prepared, SubmissionFailed.RecordName)] = SubmissionState.Failed,
            [(SubmissionState.Prepared, SubmissionCancelled.RecordName)] = SubmissionState.Dropped,
            [(SubmissionState.Signed, OperationSent.RecordName)] = SubmissionState.Sent,
            [(SubmissionState.Signed, OperationRefused.RecordName)] = SubmissionState.Signed,
            [(SubmissionState.Signed, OperationReplaced.RecordName)] = SubmissionState.Signed,
            [(SubmissionState.Signed, OperationIncluded.RecordName)] = SubmissionState.Included,
            [(SubmissionState.Signed, SubmissionCancelled.RecordName)] = SubmissionState.Signed,
            [(SubmissionState.Signed, SubmissionFailed.RecordName)] = SubmissionState.Failed,
            [(SubmissionState.Signed, SubmissionDropped.RecordName)] = SubmissionState.Dropped,
            [(SubmissionState.Sent, OperationSent.RecordName)] = SubmissionState.Sent,
            [(SubmissionState.Sent, OperationRefused.RecordName)] = SubmissionState.Sent,
            [(SubmissionState.Sent, OperationReplaced.RecordName)] = SubmissionState.Signed,
            [(SubmissionState.Sent, OperationIncluded.RecordName)] = SubmissionState.Included,
            [(SubmissionState.Sent, SubmissionCancelled.RecordName)] = SubmissionState.Sent,
            [(SubmissionState.Sent, SubmissionFailed.RecordName)] = SubmissionState.Failed,
            [(SubmissionState.Sent, SubmissionDropped.RecordName)] = SubmissionState.Dropped,
            [(SubmissionState.Included, OperationIncluded.RecordName)] = SubmissionState.Included,
            [(SubmissionState.Included, InclusionUndone.RecordName)] = SubmissionState.Sent,
            [(SubmissionState.Included, SubmissionFinal.RecordName)] = SubmissionState.Final,
        }.ToFrozenDictionary();

    /// <summary>The state behind a record, or null where the record is refused.</summary>
    public static SubmissionState? Next(SubmissionState from, string record) =>
        Table.TryGetValue((from, record), out SubmissionState next) ? next : null;
}
