namespace SessionKeys;

/// <summary>A budget of the session does not hold what the operation spends.</summary>
public sealed record BudgetExceeded : SessionRefusal
{
    internal BudgetExceeded(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The place of the budget in the grant, from 0.</summary>
    public int BudgetIndex => Index("budgetIndex");

    /// <summary>What the budget counts.</summary>
    public Asset Asset => new(AddressOf("asset"));

    /// <summary>What may be spent in one period, in base units of the asset.</summary>
    public UInt256 Limit => Number("limit");

    /// <summary>What was spent in the period before this operation, in base units of the asset.</summary>
    public UInt256 Spent => Number("spent");

    /// <summary>What this operation would spend, in base units of the asset.</summary>
    public UInt256 Requested => Number("requested");

    /// <summary>
    /// When the next period begins; null where the budget never resets: it counts for the whole session.
    /// </summary>
    public DateTimeOffset? ResetsAt => Number("resetsAt").IsZero ? null : Time("resetsAt");

    private protected override string ErrorName => nameof(BudgetExceeded);
}
