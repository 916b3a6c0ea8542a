namespace SessionKeys.Bundler.Client;

/// <summary>Sends calls as one operation: the seam between batching and whatever sends.</summary>
/// <param name="calls">1 to 16 calls, executed in order, all or none.</param>
/// <param name="cancellationToken">Ends the work; batching itself never ends a send that has begun.</param>
/// <returns>The inclusion, or the refusal of calls of which no signature was made.</returns>
/// <remarks>
/// Every other end is an exception, after which nobody sends these calls again by itself: a lost answer, a refusal of
/// signed bytes, a receipt that does not come.
/// </remarks>
public delegate Task<BatchOutcome> BatchSend(IReadOnlyList<Call> calls, CancellationToken cancellationToken);
