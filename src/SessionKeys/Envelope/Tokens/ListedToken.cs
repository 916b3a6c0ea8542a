using System.Globalization;
using System.Numerics;

namespace SessionKeys;

/// <summary>What a token list says of one token on one chain.</summary>
/// <remarks>Immutable. Somebody who knows the token wrote it; nothing here asks the token.</remarks>
public sealed record ListedToken
{
    /// <summary>The most decimals of a listed token: 36.</summary>
    public const byte MaxDecimals = 36;

    /// <summary>Gets the chain id.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>Gets the token contract, or <see cref="Asset.Native"/> for the chain's own currency.</summary>
    public required Asset Asset { get; init; }

    /// <summary>Gets the symbol, which amounts are written with.</summary>
    /// <value>1 … 11 characters of <c>[A-Za-z0-9.]</c>.</value>
    public required string Symbol { get; init; }

    /// <summary>Gets how many decimals the amounts have that people write.</summary>
    /// <value>0 … 36: one whole token is 10^decimals base units.</value>
    public required byte Decimals { get; init; }

    /// <summary>Writes an amount of base units with the symbol.</summary>
    /// <param name="amount">Token base units, or wei.</param>
    /// <returns>For example <c>0.5 USDC</c>: exact, without trailing zeros.</returns>
    public string Format(UInt128 amount)
    {
        string digits = amount.ToString(CultureInfo.InvariantCulture).PadLeft(Decimals + 1, '0');
        string fraction = digits[^Decimals..].TrimEnd('0');
        string whole = digits[..^Decimals];
        return fraction.Length == 0 ? $"{whole} {Symbol}" : $"{whole}.{fraction} {Symbol}";
    }

    /// <summary>Reads the digits of an amount, exactly.</summary>
    /// <param name="number">Digits, and perhaps a point and more digits.</param>
    /// <returns>Base units; null when the number has more decimals than the token.</returns>
    internal BigInteger? ToBaseUnits(string number)
    {
        int point = number.IndexOf('.', StringComparison.Ordinal);
        string whole = point < 0 ? number : number[..point];
        string fraction = point < 0 ? "" : number[(point + 1)..];
        return fraction.Length > Decimals
            ? null
            : BigInteger.Parse(whole + fraction.PadRight(Decimals, '0'), CultureInfo.InvariantCulture);
    }
}
