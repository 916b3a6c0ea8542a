namespace SessionKeys;

/// <summary>What one whole token is worth.</summary>
/// <param name="Asset">The token, or native.</param>
/// <param name="Price">10^-8 US dollars for one whole token, not 0.</param>
public sealed record UsdPrice(Asset Asset, UInt128 Price);
