namespace SessionKeys.Bundler.Client;

/// <summary>What became of calls that were sent as one operation: included, or refused before a signature.</summary>
public sealed class BatchOutcome
{
    private BatchOutcome(BatchInclusion? inclusion, Exception? refusal)
    {
        Inclusion = inclusion;
        Refusal = refusal;
    }

    /// <summary>Where the operation is, or null when it was refused.</summary>
    public BatchInclusion? Inclusion { get; }

    /// <summary>Why no signature was made, or null when the operation is included.</summary>
    public Exception? Refusal { get; }

    /// <summary>The operation is in a block, whether its calls succeeded or not.</summary>
    /// <param name="inclusion">Where it is, and its success.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inclusion"/> is null.</exception>
    public static BatchOutcome Included(BatchInclusion inclusion)
    {
        ArgumentNullException.ThrowIfNull(inclusion);
        return new BatchOutcome(inclusion, null);
    }

    /// <summary>
    /// The calls were refused while no signature of them existed, by estimation, by validation or by a limit here: they
    /// can have no effect, and sending them in another way cannot double one.
    /// </summary>
    /// <param name="refusal">What the callers get to see.</param>
    /// <exception cref="ArgumentNullException"><paramref name="refusal"/> is null.</exception>
    public static BatchOutcome Refused(Exception refusal)
    {
        ArgumentNullException.ThrowIfNull(refusal);
        return new BatchOutcome(null, refusal);
    }
}
