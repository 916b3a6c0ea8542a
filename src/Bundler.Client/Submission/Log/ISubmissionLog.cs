namespace SessionKeys.Bundler.Client;

/// <summary>
/// An append-only list of records: the one truth about submissions and nonce lanes, shared by all who work on them.
/// </summary>
/// <remarks>
/// The seam for storage: <see cref="InMemorySubmissionLog"/> for one process that may forget,
/// <see cref="JournalFile"/> for the processes of one machine. Implementations are thread-safe.
/// </remarks>
public interface ISubmissionLog
{
    /// <summary>
    /// Takes the exclusive right to append, shows a step the records that its caller does not know yet, and appends
    /// durably what the step returns before anybody else may look.
    /// </summary>
    /// <param name="known">How many records the caller knows already, 0 to the length of the log. A log that takes old
    /// records away counts them on, and shows all that is left to whoever knows less than it took away.</param>
    /// <param name="step">
    /// Gets the records behind the first <paramref name="known"/> ones and returns those to append, all or none; an
    /// empty list only reads. It runs at most once, does no I/O, does not wait, and does not call the log. What it
    /// throws is passed on, and nothing is appended. A record is 1 to 1,048,576 bytes, none of them below 0x20; at
    /// most 64 records and 4 MiB in one step. Nobody changes the bytes of a record afterwards.
    /// </param>
    /// <param name="cancellationToken">
    /// Ends the wait for the right to append. Once the step has run, the call comes to its end.
    /// </param>
    /// <returns>A task that ends when the records are durable.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="known"/> is negative.
    /// </exception>
    /// <exception cref="SessionKeyException">
    /// The right could not be had in time, the log is damaged or shorter than the caller knows it, or it cannot be
    /// written, or the step returned more than the limits allow. After a failed write the caller keeps the records it
    /// knew; the next call shows what is really there.
    /// </exception>
    Task AppendAsync(
        long known,
        Func<IReadOnlyList<byte[]>, IReadOnlyList<byte[]>> step,
        CancellationToken cancellationToken = default);
}
