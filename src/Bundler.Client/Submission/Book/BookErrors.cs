namespace SessionKeys.Bundler.Client;

/// <summary>What the book refuses, in words.</summary>
internal static class BookErrors
{
    public static SessionKeyException Unreadable(string finding, Exception? cause = null) => new(
        "submission-record",
        $"A record of the submission log was refused: {finding}. Read the log with the release that wrote it, or "
            + "take it from a backup; do not edit it.",
        cause);

    public static SessionKeyException Transition(string id, string actual, string allowed) => new(
        "submission-transition",
        $"A step of submission {id} was refused: {actual}; allowed is {allowed}. Read the submission again: somebody "
            + "else works on it, or the step came twice.");

    public static SessionKeyException IdReused(string id) => new(
        "submission-id-reused",
        $"The submission was refused: the id {id} stands for other calls, another account or another session. Use one "
            + "id for one set of calls, and a new id for new calls.");

    public static SessionKeyException Id(string id) => new(
        "submission-id",
        $"The submission was refused: its id has {id.Length} characters; allowed are 1 to 128 of A-Z a-z 0-9 . _ : -. "
            + "Choose another id.");

    public static SessionKeyException LaneTaken(NonceLane lane, string actual) => new(
        "lane-taken",
        $"The lane with the nonce key {lane.NonceKey.ToHex()} was refused: {actual}; allowed is a free lane. Take "
            + "another lane, or wait until this one is free.");

    public static SessionKeyException LaneLost(NonceLane lane, string actual) => new(
        "lane-lost",
        $"The lane with the nonce key {lane.NonceKey.ToHex()} was refused: {actual}; allowed is the holder of a lease "
            + "that is not over. Sign nothing more for it, and acquire a lane again.");
}
