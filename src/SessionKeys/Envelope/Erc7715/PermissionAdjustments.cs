namespace SessionKeys;

/// <summary>How a token permission may be narrowed where no envelope says exactly what it asks for.</summary>
/// <remarks>
/// Each is applied only where it is needed, only when the request says <c>isAdjustmentAllowed</c>, and is reported in
/// <see cref="ImportedPermission.Adjustments"/>. None allows anything that the request does not.
/// </remarks>
public sealed record PermissionAdjustments
{
    /// <summary>
    /// Tells whether periods that do not begin with a calendar window become a rolling window: the amount of one
    /// period in any interval that is at least as long.
    /// </summary>
    /// <value>Default: false.</value>
    public bool RollingPeriods { get; init; }

    /// <summary>
    /// Gets the calendar window by which a stream is handed out: what has grown in one window may be spent in the
    /// next, and what is left of it is lost.
    /// </summary>
    /// <value>Whole seconds, at least 600; default: null, a stream is refused.</value>
    public TimeSpan? StreamWindow { get; init; }

    /// <summary>Gets an earlier end, or the end of a request without one.</summary>
    /// <value>Inclusive; default: null, the end of the request.</value>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>Gets who may be paid, of those that the request names, or where it names nobody.</summary>
    /// <value>Default: empty, whomever the request names.</value>
    public ValueList<Address> Payees { get; init; }
}
