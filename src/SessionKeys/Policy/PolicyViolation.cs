namespace SessionKeys;

/// <summary>One reason why the module refuses an operation.</summary>
/// <param name="Refusal">The error with its arguments, as it is read from a revert.</param>
/// <param name="RevertData">The selector and arguments of the error, as the module reverts with them.</param>
public sealed record PolicyViolation(SessionRefusal Refusal, ReadOnlyMemory<byte> RevertData)
{
    /// <summary>The name of the module's error, for example <c>BudgetExceeded</c>.</summary>
    public string Name => Refusal.Name;

    /// <summary>Writes the violation for a person.</summary>
    /// <returns>The name and the message of the refusal.</returns>
    public override string ToString() => Refusal.ToString();
}
