namespace SessionKeys.TestKit;

/// <summary>What came of one step on the module.</summary>
/// <param name="IsSuccess">Whether the module did not revert.</param>
/// <param name="Answer">What it returned, or its revert data.</param>
/// <param name="State">The account's slot, then for each session of the case its status and eight budgets.</param>
public sealed record PlayedStep(bool IsSuccess, ReadOnlyMemory<byte> Answer, ValueList<UInt256> State)
{
    private const int SlotsOfSession = 1 + EnvelopeLimits.MaxBudgets;

    public UInt256 AccountSlot => State[0];

    public UInt256 Status(int session) => State[1 + (SlotsOfSession * session)];

    public ReadOnlySpan<UInt256> Budgets(int session) =>
        State.AsSpan().Slice(2 + (SlotsOfSession * session), EnvelopeLimits.MaxBudgets);

    internal static PlayedStep Read(IReadOnlyList<object> values) => new(
        (bool)values[0],
        (byte[])values[1],
        ((IReadOnlyList<object>)values[2]).Select(slot => (UInt256)slot).ToValueList());
}
