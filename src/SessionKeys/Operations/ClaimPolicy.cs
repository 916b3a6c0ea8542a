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
}
