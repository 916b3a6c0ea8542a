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
        RiskCeiling ceiling = Of(risk);
        RequireAtMost("the life", Lifetime(envelope), ceiling.MaxLifetime, risk, "Choose an earlier expiresAt.");
        RequireAtMost(
            "the time without consent",
            TimeWithoutConsent(envelope),
            ceiling.MaxTtl,
            risk,
            "Set a shorter ttl, and a renewer that agrees to each renewal.");
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

    private static void RequireAtMost(
        string what, TimeSpan actual, TimeSpan allowed, RiskClass risk, string advice)
    {
        if (actual > allowed)
        {
            throw new SessionKeyException(
                "profile-limit-exceeded",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The envelope was refused: {what} of the session is {actual.TotalSeconds:0} s; allowed for the " +
                    $"risk class {risk} are {allowed.TotalSeconds:0} s. {advice} The operator sets the ceiling."));
        }
    }
}
