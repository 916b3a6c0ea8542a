namespace SessionKeys.Bundler.Client;

/// <summary>What became of one call of a batch.</summary>
/// <param name="Inclusion">The operation that carried the call.</param>
/// <param name="Index">Which of its calls it was, from 0.</param>
/// <param name="BatchSize">How many calls the operation had.</param>
/// <param name="BatchRefusal">
/// Why the batch was refused in which the call stood before it was sent alone, or null.
/// </param>
public sealed record CallOutcome(BatchInclusion Inclusion, int Index, int BatchSize, Exception? BatchRefusal = null)
{
    /// <summary>
    /// Whether the call had its effect. An operation executes all of its calls or none: where one of them reverts, all
    /// of them failed.
    /// </summary>
    public bool IsSuccess => Inclusion.IsSuccess;
}
