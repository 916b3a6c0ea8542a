namespace SessionKeys;

/// <summary>Says that a call spends a token, so that it counts to every budget on that token.</summary>
public sealed record Spend
{
    private Spend(Asset asset, byte word, UInt128? fixedAmount)
    {
        Asset = asset;
        Word = word;
        FixedAmount = fixedAmount;
    }

    /// <summary>Gets what is spent.</summary>
    /// <value>A contract with a budget; never native, operations or gas, which are counted without a spend.</value>
    public Asset Asset { get; }

    /// <summary>Gets the calldata word that holds the amount; 0 when <see cref="FixedAmount"/> is set.</summary>
    /// <value>Word w is the 32 bytes at 4 + 32 w.</value>
    public byte Word { get; }

    /// <summary>
    /// Gets the amount that each call counts, in token base units, or null when a calldata word says it.
    /// </summary>
    /// <value>Not 0.</value>
    public UInt128? FixedAmount { get; }

    /// <summary>Makes a spend whose amount is in the calldata.</summary>
    /// <param name="asset">What is spent.</param>
    /// <param name="word">The calldata word of the amount, 0 … 255.</param>
    /// <returns>The spend.</returns>
    public static Spend ByWord(Asset asset, byte word) => new(asset, word, null);

    /// <summary>Makes a spend of the same amount for each call.</summary>
    /// <param name="asset">What is spent.</param>
    /// <param name="amount">Token base units, not 0.</param>
    /// <returns>The spend.</returns>
    public static Spend Fixed(Asset asset, UInt128 amount) => new(asset, 0, amount);
}
