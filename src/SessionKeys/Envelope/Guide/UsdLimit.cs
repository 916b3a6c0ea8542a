namespace SessionKeys;

/// <summary>The limit of one token that is a part of a sum in dollars.</summary>
/// <param name="Token">The token.</param>
/// <param name="Price">10^-8 US dollars for one whole token.</param>
/// <param name="Amount">The limit, in base units.</param>
internal sealed record UsdLimit(ListedToken Token, UInt128 Price, UInt128 Amount);
