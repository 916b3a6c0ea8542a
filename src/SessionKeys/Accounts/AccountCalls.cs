namespace SessionKeys;

/// <summary>What the accounts have in common.</summary>
internal static class AccountCalls
{
    public static void ThrowIfEmpty(IReadOnlyList<Call> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        if (calls.Count == 0)
        {
            throw new ArgumentException(
                "An operation was refused: 0 calls; allowed is at least 1. Add a call.", nameof(calls));
        }
    }

    public static void ThrowIfWide(UInt256 freeBits, NonceLayout layout)
    {
        if (freeBits.BitLength > layout.Width)
        {
            throw new ArgumentOutOfRangeException(
                nameof(freeBits),
                freeBits,
                $"Nonce bits were refused: {freeBits.BitLength} bits; allowed are {layout.Width}. " +
                "Compute them with this account's layout.");
        }
    }

    /// <summary>The rule of the envelope's guard: a hook elsewhere judges nothing.</summary>
    public static Address ThrowIfNoGuard(Address guard, string name) => !ForbiddenTargets.IsReserved(guard)
        ? guard
        : throw new ArgumentException(
            $"The execution guard {guard} was refused; allowed is its contract, above 0xffff. " +
            "Name the deployed guard; without one leave it out.",
            name);

    /// <summary>The items of an ABI array of (address,uint256,bytes), which both standards use for a batch.</summary>
    public static object[] ToAbiItems(IReadOnlyList<Call> calls) =>
        [.. calls.Select(call => new object[] { call.Target, call.Value, call.Data.ToArray() })];
}
