using System.Buffers;

namespace SessionKeys;

/// <summary>The tokens that amounts may be written in: address and decimals of each symbol per chain.</summary>
/// <remarks>
/// Immutable and thread-safe. Whoever lists a token vouches for it: a symbol that is not in the list is refused and
/// never looked up. The JSON form is <c>{ "tokens": [{ "chainId", "asset", "symbol", "decimals" }] }</c>, read as
/// strictly as envelopes are; <c>docs/envelope.md</c> has an example.
/// </remarks>
public sealed class TokenList
{
    /// <summary>The longest symbol, in characters: 11.</summary>
    public const int MaxSymbolLength = 11;

    private static readonly SearchValues<char> SymbolCharacters = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.");

    private readonly Dictionary<(ulong ChainId, string Symbol), ListedToken> _bySymbol = [];
    private readonly Dictionary<(ulong ChainId, Asset Asset), ListedToken> _byAsset = [];

    /// <summary>Makes a list.</summary>
    /// <param name="tokens">Each symbol and asset once per chain; symbols that differ in case only are one.</param>
    /// <exception cref="ArgumentNullException"><paramref name="tokens"/> is null.</exception>
    /// <exception cref="SessionKeyException">A token is invalid or there twice (<c>token-list-invalid</c>).</exception>
    public TokenList(IEnumerable<ListedToken> tokens)
    {
        ArgumentNullException.ThrowIfNull(tokens);
        HashSet<(ulong, string)> folded = [];
        foreach (ListedToken token in tokens)
        {
            Require(token);
            bool isNew = folded.Add((token.ChainId, token.Symbol.ToUpperInvariant()))
                && _byAsset.TryAdd((token.ChainId, token.Asset), token);
            if (!isNew)
            {
                throw Refuse(token, "its symbol or its address for the second time", "each once per chain");
            }

            _bySymbol.Add((token.ChainId, token.Symbol), token);
        }

        Tokens = _byAsset.Values.ToValueList();
    }

    /// <summary>Gets every token of the list.</summary>
    public ValueList<ListedToken> Tokens { get; }

    /// <summary>Reads the JSON form.</summary>
    /// <param name="utf8">At most 256 KiB of plain ASCII.</param>
    /// <returns>The list.</returns>
    /// <exception cref="EnvelopeFormatException">
    /// The text is not JSON, a field is unknown, missing, there twice, or of another form. The exception names its
    /// path.
    /// </exception>
    /// <exception cref="SessionKeyException">A token is there twice (<c>token-list-invalid</c>).</exception>
    public static TokenList Parse(ReadOnlySpan<byte> utf8)
    {
        JsonFields fields = new(StrictJsonReader.Read(utf8), "tokens");
        return new TokenList(JsonScalars.List(fields.Required("tokens"), ReadToken));
    }

    /// <summary>Finds a token by its symbol.</summary>
    /// <param name="chainId">The chain id.</param>
    /// <param name="symbol">The symbol, in the list's own case.</param>
    /// <returns>The token, or null when the list has none of that symbol on that chain.</returns>
    public ListedToken? Find(ulong chainId, string symbol) => _bySymbol.GetValueOrDefault((chainId, symbol));

    /// <summary>Finds a token by its contract.</summary>
    /// <param name="chainId">The chain id.</param>
    /// <param name="asset">The token, or <see cref="Asset.Native"/>.</param>
    /// <returns>The token, or null when the list does not have it.</returns>
    public ListedToken? Find(ulong chainId, Asset asset) => _byAsset.GetValueOrDefault((chainId, asset));

    /// <summary>Tells whether a text can be a symbol.</summary>
    internal static bool IsSymbol(ReadOnlySpan<char> text) =>
        text.Length is >= 1 and <= MaxSymbolLength && !text.ContainsAnyExcept(SymbolCharacters);

    private static ListedToken ReadToken(JsonValue value)
    {
        JsonFields fields = new(value, "chainId", "asset", "symbol", "decimals");
        JsonValue symbol = fields.Required("symbol");
        JsonValue asset = fields.Required("asset");
        Asset named = CapabilityJson.ReadAsset(asset);
        return new()
        {
            ChainId = JsonScalars.Unsigned64(fields.Required("chainId")),
            Asset = named == Asset.Operations || named == Asset.Gas
                ? throw asset.Refuse("\"native\" or the address of a token contract", "Copy the address of the token.")
                : named,
            Symbol = symbol.Kind == JsonKind.String && IsSymbol(symbol.Text)
                ? symbol.Text
                : throw symbol.Refuse("1 to 11 characters of [A-Za-z0-9.]", "Write the token's symbol."),
            Decimals = (byte)JsonScalars.Small(fields.Required("decimals"), ListedToken.MaxDecimals),
        };
    }

    private static void Require(ListedToken token)
    {
        bool isValid = IsSymbol(token.Symbol)
            && token.Decimals <= ListedToken.MaxDecimals
            && (token.Asset.IsToken || token.Asset == Asset.Native);
        if (!isValid)
        {
            throw Refuse(
                token,
                "another form",
                "a symbol of 1 to 11 characters of [A-Za-z0-9.], at most 36 decimals, and native or a token contract");
        }
    }

    private static SessionKeyException Refuse(ListedToken token, string actual, string allowed) => new(
        "token-list-invalid",
        $"The token {token.Asset} of chain {token.ChainId} was refused: it has {actual}; allowed is {allowed}. " +
        "Correct the list, and ask whoever wrote it.");
}
