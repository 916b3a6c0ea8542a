namespace SessionKeys.Bundler.Client;

/// <summary>Chooses what of a book still matters, and makes the records that say it.</summary>
internal static class LogCompaction
{
    /// <summary>The records of a compacted log.</summary>
    /// <param name="book">Everything that the log says.</param>
    /// <param name="now">When it is compacted.</param>
    /// <param name="forgetBefore">
    /// Resolved submissions that changed last before it are forgotten; null for none.
    /// </param>
    public static IReadOnlyList<BookRecord> Of(SubmissionBook book, DateTimeOffset now, DateTimeOffset? forgetBefore)
    {
        List<BookRecord> kept =
        [
            .. book.Lanes
                .Where(lane => lane.Value != LaneState.Untouched)
                .OrderBy(lane => lane.Key.ToString(), StringComparer.Ordinal)
                .Select(lane => new LaneKept(now, lane.Key, lane.Value)),
        ];
        IEnumerable<Submission> submissions = book.Submissions
            .Where(each => !each.IsResolved || !(each.ChangedAt < forgetBefore))
            .OrderBy(each => each.PreparedAt)
            .ThenBy(each => each.Id, StringComparer.Ordinal)
            .Select(Strip);
        foreach (Submission each in submissions)
        {
            kept.Add(new SubmissionKept(now, each with { Attempts = [] }));
            kept.AddRange(each.Attempts.Select(attempt => new AttemptKept(now, each.Id, attempt)));
        }

        return [new LogCompacted(now, (ulong)book.RecordCount, (ulong)kept.Count), .. kept];
    }

    /// <summary>Says whether a book that was read from the compacted log says what was written into it.</summary>
    public static bool IsSame(SubmissionBook read, IReadOnlyList<BookRecord> written)
    {
        IReadOnlyList<BookRecord> again = Of(read, written[0].At, forgetBefore: null);
        return again.Count == written.Count && again.Zip(written).Skip(1).All(
            pair => RecordJson.Encode(pair.First).AsSpan().SequenceEqual(RecordJson.Encode(pair.Second)));
    }

    /// <summary>What is resolved is not signed again: only its id, its end and its hashes are of use.</summary>
    private static Submission Strip(Submission submission) => !submission.IsResolved
        ? submission
        : submission with
        {
            Calls = [],
            Approval = null,
            Options = null,
            Authorization = null,
            Attempts = [.. submission.Attempts.Select(each => each with { Operation = null, Authorization = null })],
        };
}
