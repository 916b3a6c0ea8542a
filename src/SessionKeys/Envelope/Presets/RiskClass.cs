namespace SessionKeys;

/// <summary>How much harm a session could do before anybody looks; it decides how long one may live.</summary>
public enum RiskClass
{
    /// <summary>One known payment, or a job that a person could check at leisure.</summary>
    Low,

    /// <summary>Everyday business within budgets.</summary>
    Medium,

    /// <summary>An agent that decides by itself, or many operations in little time.</summary>
    High,
}
