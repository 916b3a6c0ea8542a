using System.Buffers;
using System.Globalization;

namespace SessionKeys;

/// <summary>What a token says of itself, for the text of a grant with token names.</summary>
/// <param name="Symbol">Its <c>symbol()</c>: 1 … 11 characters of <c>[A-Za-z0-9.]</c>.</param>
/// <param name="Decimals">Its <c>decimals()</c>.</param>
/// <remarks>The module asks the token too, so that another name makes another text and the approval void.</remarks>
public readonly record struct TokenName(string Symbol, byte Decimals)
{
    private const int MaxLength = 11;

    private static readonly SearchValues<char> Characters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.");

    /// <summary>Tells whether the module shows the name; with any other it refuses the grant.</summary>
    public bool IsShowable =>
        Symbol is { Length: >= 1 and <= MaxLength } && !Symbol.AsSpan().ContainsAnyExcept(Characters);

    /// <summary>Finds the name of a token and refuses it when it is missing or cannot be shown.</summary>
    internal static TokenName Find(IReadOnlyDictionary<Address, TokenName>? names, Address token)
    {
        if (names is null || !names.TryGetValue(token, out TokenName name))
        {
            throw new SessionKeyException(
                "token-name-missing",
                $"The text of the grant was refused: the name of the token {token} is not known; allowed with " +
                "tokenNames is only a text that names every token of a budget. Ask the token for its symbol and " +
                "decimals, or leave tokenNames out.");
        }

        return name.IsShowable
            ? name
            : throw new SessionKeyException(
                "token-name-invalid",
                $"The text of the grant was refused: the token {token} has a symbol of {name.Symbol?.Length ?? 0} " +
                "characters that cannot be shown (TokenNameInvalid); allowed are 1 to 11 of [A-Za-z0-9.]. " +
                "Leave tokenNames out.");
    }

    /// <summary>Writes the name as the grant text does.</summary>
    /// <returns>For example <c>USDC with 6 decimals</c>.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Symbol} with {Decimals} decimals");
}
