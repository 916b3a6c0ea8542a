namespace SessionKeys.Bundler.Client;

/// <summary>Asks tokens what they say of themselves, for the text of a grant with token names.</summary>
public static class TokenNames
{
    private static readonly AbiFunction Symbol = AbiFunction.Parse("symbol()");

    private static readonly AbiFunction Decimals = AbiFunction.Parse("decimals()");

    /// <summary>Asks every token of the envelope's budgets.</summary>
    /// <param name="node">A node of the chain.</param>
    /// <param name="envelope">The envelope.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>
    /// The names by token; empty when the envelope shows none. Whether they can be shown is checked with the text.
    /// </returns>
    /// <exception cref="SessionKeyException">A token gave no usable answer (<c>token-name-invalid</c>).</exception>
    /// <exception cref="BundlerException">The node's answer was not usable.</exception>
    public static async Task<IReadOnlyDictionary<Address, TokenName>> ReadAsync(
        NodeClient node, CapabilityEnvelope envelope, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(envelope);
        Dictionary<Address, TokenName> names = [];
        if (!envelope.TokenNames)
        {
            return names;
        }

        IEnumerable<Asset> tokens = envelope.Budgets.Select(budget => budget.Asset).Where(asset => asset.IsToken);
        foreach (Address token in tokens.Select(asset => asset.Address).Distinct())
        {
            names.Add(token, await ReadAsync(node, token, cancellationToken).ConfigureAwait(false));
        }

        return names;
    }

    private static async Task<TokenName> ReadAsync(NodeClient node, Address token, CancellationToken cancellationToken)
    {
        object symbol = await AskAsync(node, token, Symbol, "(string)", cancellationToken).ConfigureAwait(false);
        object decimals = await AskAsync(node, token, Decimals, "(uint8)", cancellationToken).ConfigureAwait(false);
        return new TokenName((string)symbol, (byte)(ulong)(UInt256)decimals);
    }

    private static async Task<object> AskAsync(
        NodeClient node, Address token, AbiFunction function, string types, CancellationToken cancellationToken)
    {
        CallResult result = await node
            .TryCallAsync(token, function.EncodeCall([]), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        try
        {
            if (result.IsSuccess)
            {
                return AbiDecoder.Decode(types, result.Data.Span)[0];
            }
        }
        catch (SessionKeyException e) when (e.Id == "abi-invalid-data")
        {
            // Told below, as for a token that reverts.
        }

        throw new SessionKeyException(
            "token-name-invalid",
            $"The token {token} was refused: it answers {function.Signature} with {result.Data.Length} bytes that " +
            $"are no {types}; allowed with tokenNames are tokens that name themselves. Leave tokenNames out.");
    }
}
