using System.Globalization;

namespace SessionKeys;

/// <summary>Hard ceilings on the life of sessions by their risk class, which an operator sets once.</summary>
/// <remarks>
/// Immutable and thread-safe. A session above its ceiling is refused, never shortened: nobody shall believe that it
/// lives longer than it does.
/// </remarks>
public sealed record ProfileLimits
{
    /// <summary>Gets the ceilings that are used where an operator sets none.</summary>
    public static ProfileLimits Default { get; } = new();

    /// <summary>Gets the ceiling of <see cref="RiskClass.Low"/>.</summary>
    /// <value>Default: 30 days without consent, 366 days in all.</value>
    public RiskCeiling Low { get; init; } = new(TimeSpan.FromDays(30), EnvelopeLimits.MaxLifetime);

    /// <summary>Gets the ceiling of <see cref="RiskClass.Medium"/>.</summary>
    /// <value>Default: 7 days without consent, 90 days in all.</value>
    public RiskCeiling Medium { get; init; } = new(TimeSpan.FromDays(7), TimeSpan.FromDays(90));

    /// <summary>Gets the ceiling of <see cref="RiskClass.High"/>.</summary>
    /// <value>Default: 1 day without consent, 30 days in all.</value>
    public RiskCeiling High { get; init; } = new(TimeSpan.FromDays(1), TimeSpan.FromDays(30));

    /// <summary>Gets the ceiling of a risk class.</summary>
    /// <param name="risk">The risk class.</param>
    /// <returns>The ceiling.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such risk class.</exception>
    public RiskCeiling Of(RiskClass risk) => risk switch
    {
        RiskClass.Low => Low,
        RiskClass.Medium => Medium,
        RiskClass.High => High,
        _ => throw new ArgumentOutOfRangeException(nameof(risk), risk, "Choose a risk class by its name."),
    };

    /// <summary>Refuses an envelope that lives longer than its risk class allows.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <param name="risk">Its risk class.</param>
    /// <exception cref="ArgumentNullException"><paramref name="envelope"/> is null.</exception>
    /// <exception cref="SessionKeyException">It lives too long (<c>profile-limit-exceeded</c>).</exception>
    public void Require(CapabilityEnvelope envelope, RiskClass risk)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        foreach (CeilingExcess excess in Excesses(envelope, risk))
        {
            throw new SessionKeyException(
                "profile-limit-exceeded",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The envelope was refused: {excess.What} of the session is {excess.Actual.TotalSeconds:0} s; " +
                    $"allowed for the risk class {risk} are {excess.Allowed.TotalSeconds:0} s. {excess.Advice} " +
                    $"The operator sets the ceiling."));
        }
    }

    /// <summary>What of an envelope is above its ceilings.</summary>
    internal IEnumerable<CeilingExcess> Excesses(CapabilityEnvelope envelope, RiskClass risk)
    {
        RiskCeiling ceiling = Of(risk);
        TimeSpan life = Lifetime(envelope);
        TimeSpan alone = TimeWithoutConsent(envelope);
        if (life > ceiling.MaxLifetime)
        {
            yield return new CeilingExcess(
                "$.expiresAt", "the life", life, ceiling.MaxLifetime, "Choose an earlier expiresAt.");
        }

        if (alone > ceiling.MaxTtl)
        {
            yield return new CeilingExcess(
                "$.ttl",
                "the time without consent",
                alone,
                ceiling.MaxTtl,
                "Set a shorter ttl, and a renewer that agrees to each renewal.");
        }
    }

    /// <summary>
    /// How long a session lives if nobody but itself wants it to: a session that renews itself needs nobody.
    /// </summary>
    private static TimeSpan TimeWithoutConsent(CapabilityEnvelope envelope)
    {
        if (envelope.Ttl == TimeSpan.Zero)
        {
            return Lifetime(envelope);
        }

        int periods = envelope.Renewer.IsZero ? envelope.MaxRenewals + 1 : 1;
        double seconds = Math.Min(Lifetime(envelope).TotalSeconds, envelope.Ttl.TotalSeconds * periods);
        return TimeSpan.FromSeconds(seconds);
    }

    private static TimeSpan Lifetime(CapabilityEnvelope envelope) => envelope.ExpiresAt - envelope.ValidAfter;
}
