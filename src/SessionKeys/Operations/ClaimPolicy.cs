namespace SessionKeys;

/// <summary>
/// Chooses the time that an operation claims. It reads no clock: the time of the chain is an argument.
/// </summary>
public sealed record ClaimPolicy
{
    /// <summary>The policy with its defaults.</summary>
    public static readonly ClaimPolicy Default = new();

    /// <summary>
    /// Gets how far the claim lies behind the chain: bundlers refuse what became due in the last 5 s.
    /// </summary>
    /// <value>Not negative; default: 6 s.</value>
    public TimeSpan Lag { get; init; } = TimeSpan.FromSeconds(6);

    /// <summary>Gets how long after the claim an operation may be included; nobody can hold it back longer.</summary>
    /// <value>At least 1 s, or null for no limit of its own; default: 10 minutes.</value>
    public TimeSpan? Patience { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Gets how long an operation must be able to wait for its inclusion: bundlers refuse what expires within 30 s.
    /// </summary>
    /// <value>At least 31 s; default: 40 s.</value>
    public TimeSpan LeastRest { get; init; } = TimeSpan.FromSeconds(40);

    /// <summary>Chooses the claim.</summary>
    /// <param name="chainTime">The timestamp of the latest block; fractions of a second are cut off.</param>
    /// <param name="validAfter">The first second of the session.</param>
    /// <returns>
    /// Chain time − <see cref="Lag"/>, but not before <paramref name="validAfter"/> once the chain has reached it.
    /// Before that the claim stays honest, and the module names the reason (<c>SessionNotYetValid</c>).
    /// </returns>
    public Claim Choose(DateTimeOffset chainTime, DateTimeOffset validAfter)
    {
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(chainTime.ToUnixTimeSeconds());
        DateTimeOffset behind = now - Lag;
        DateTimeOffset claimedAt = behind < validAfter && now >= validAfter ? validAfter : behind;
        return new Claim(claimedAt, claimedAt + Patience);
    }

    /// <summary>Chooses claim and grace flag by every term of the session.</summary>
    /// <param name="grant">The session.</param>
    /// <param name="chainTime">The timestamp of the latest block; fractions of a second are cut off.</param>
    /// <param name="carriesGrant">Whether the operation carries the grant.</param>
    /// <param name="options">What the caller wants of the segment; null for nothing.</param>
    /// <param name="status">
    /// The session's state, from which the ends of its time to live and its idle timeout follow; null if not known.
    /// </param>
    /// <returns>
    /// The claim, and the options with <see cref="SegmentOptions.Grace"/> set where a window of a budget (rolling: a
    /// bucket) ends within <see cref="LeastRest"/>, or began less than <see cref="Lag"/> ago, so that the one before it
    /// is claimed.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="grant"/> is null.</exception>
    /// <exception cref="SessionKeyException">
    /// Another term than a budget leaves less than <see cref="LeastRest"/>, or nothing (<c>claim-ends-soon</c>).
    /// </exception>
    public ClaimPlan Plan(
        SessionGrant grant,
        DateTimeOffset chainTime,
        bool carriesGrant = false,
        SegmentOptions? options = null,
        ModuleSessionStatus? status = null)
    {
        ArgumentNullException.ThrowIfNull(grant);
        CapabilityEnvelope envelope = grant.Envelope;
        DateTimeOffset now = DateTimeOffset.FromUnixTimeSeconds(chainTime.ToUnixTimeSeconds());
        Claim claim = Choose(now, envelope.Schedule?.StartOfRun(now, envelope.ValidAfter) ?? envelope.ValidAfter);
        RefusalFacts facts = new()
        {
            Grant = grant,
            Claim = claim,
            ChainTime = now,
            EntryPoint = EntryPointVersion.V07,
            CarriesGrant = carriesGrant,
            Options = options ?? new SegmentOptions(),
            Status = status,
        };
        if (TimeBound.Of(facts).Any(bound => bound.IsOfBudget && bound.LastSecond - now < LeastRest))
        {
            facts = facts with { Options = facts.Options with { Grace = true } };
        }

        TimeBound first = TimeBound.Of(facts)[0];
        return first.LastSecond - now < LeastRest
            ? throw EndsSoon(first, now)
            : new ClaimPlan(claim with { NotAfter = first.LastSecond }, facts.Options);
    }

    private SessionKeyException EndsSoon(TimeBound first, DateTimeOffset now) => new(
        "claim-ends-soon",
        $"An operation was refused: its bound {first.Term} is {first.LastSecond:u}, "
            + $"{(first.LastSecond - now).TotalSeconds:0} s after the chain's time; allowed are at least "
            + $"{LeastRest.TotalSeconds:0} s, because bundlers refuse what expires within 30 s. Renew the session, or "
            + "wait for its next allowed time.");
}
