namespace SessionKeys.Load;

/// <summary>What the chain says about the operations of a load.</summary>
/// <param name="Included">Different operations that are in blocks.</param>
/// <param name="Lost">Operations that the client holds for included and that are in no block.</param>
/// <param name="Unknown">Operations in blocks that the client does not know of.</param>
/// <param name="Duplicates">Operations that are in blocks more than once, or nonces used twice.</param>
/// <param name="Reverted">Operations whose calls reverted.</param>
/// <param name="Effects">How many transfers the receiver's balance shows.</param>
public sealed record ChainCount(int Included, int Lost, int Unknown, int Duplicates, int Reverted, long Effects)
{
    /// <summary>Whether every one of so many operations had its effect exactly once.</summary>
    /// <param name="operations">How many were sent.</param>
    public bool IsExact(int operations) =>
        Included == operations && Effects == operations && (Lost, Unknown, Duplicates, Reverted) == (0, 0, 0, 0);
}
