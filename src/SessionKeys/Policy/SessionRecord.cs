namespace SessionKeys;

/// <summary>What the module has stored of one session.</summary>
/// <param name="Id">The session.</param>
/// <param name="Status">Its status.</param>
/// <param name="BudgetSlots">
/// The slot of each budget as the module stores it: lifetime the amount used, else see <see cref="BudgetWindow"/>.
/// Slots that are missing at the end are 0: never charged.
/// </param>
public sealed record SessionRecord(SessionId Id, ModuleSessionStatus Status, ValueList<UInt256> BudgetSlots)
{
    /// <summary>Gets the slot of one budget.</summary>
    /// <param name="index">The place of the budget, from 0.</param>
    /// <returns>The slot; 0 when the budget was never charged.</returns>
    public UInt256 BudgetSlot(int index) => index < BudgetSlots.Count ? BudgetSlots[index] : UInt256.Zero;
}
