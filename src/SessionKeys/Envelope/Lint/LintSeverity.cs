namespace SessionKeys;

/// <summary>How much a finding matters.</summary>
public enum LintSeverity
{
    /// <summary>Good to know.</summary>
    Advice = 0,

    /// <summary>More than most jobs need; have a reason.</summary>
    Warning = 1,

    /// <summary>Whoever has the session key can take more than the limits say. Do not sign this without need.</summary>
    Danger = 2,
}
