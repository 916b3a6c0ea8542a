namespace SessionKeys;

/// <summary>What bounds the asset of a token permission.</summary>
/// <param name="Budgets">The budgets.</param>
/// <param name="ValidAfter">The first second in which they allow anything.</param>
internal sealed record PermissionBudgets(ValueList<Budget> Budgets, DateTimeOffset ValidAfter);
