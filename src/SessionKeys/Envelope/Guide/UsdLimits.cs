using System.Globalization;
using System.Numerics;

namespace SessionKeys;

/// <summary>
/// Divides a sum in dollars among tokens, so that all limits together are never worth more. With a guard, which holds
/// the sum over all of them, each token may take it whole.
/// </summary>
internal static class UsdLimits
{
    public static ValueList<UsdLimit> Divide(
        GuideEnvelope guide, GuideEnvelopeOptions options, IEnumerable<Asset> assets)
    {
        Asset[] spent = [.. assets];
        CheckPrices(options);
        if (spent.Length == 0)
        {
            return [];
        }

        BigInteger share = (BigInteger)guide.MaxValueUsd / (options.Guard is null ? spent.Length : 1);
        return spent.Select(asset => Limit(guide, options, asset, share)).ToValueList();
    }

    private static UsdLimit Limit(GuideEnvelope guide, GuideEnvelopeOptions options, Asset asset, BigInteger share)
    {
        ListedToken token = options.Tokens.Find(guide.ChainId, asset) ?? throw GuideEnvelopeCompiler.Refuse(
            "maxValueUsd",
            $"the token list does not have {asset} on chain {guide.ChainId}",
            "tokens of the list",
            "Add the token with its decimals.");
        UsdPrice price = options.Prices.Prices.FirstOrDefault(each => each.Asset == asset)
            ?? throw GuideEnvelopeCompiler.Refuse(
                "maxValueUsd",
                $"there is no price of {token.Symbol} ({asset})",
                "tokens with a price",
                "Add the price, or spend another token.");
        BigInteger amount = share * BigInteger.Pow(10, token.Decimals) / price.Price;
        bool isLimit = amount > 0 && amount <= UInt128.MaxValue;
        return isLimit
            ? new UsdLimit(token, price.Price, (UInt128)amount)
            : throw GuideEnvelopeCompiler.Refuse(
                "maxValueUsd",
                $"its share of {token.Symbol} is {amount} base units",
                "1 to 2^128 - 1 base units of each token",
                "Choose another sum, or fewer tokens.");
    }

    private static void CheckPrices(GuideEnvelopeOptions options)
    {
        UsdPrices prices = options.Prices;
        TimeSpan age = options.Start - prices.At;
        Require(
            age >= TimeSpan.Zero && age <= options.MaxPriceAge,
            string.Create(CultureInfo.InvariantCulture, $"they are {age.TotalSeconds:0} s old at the start"),
            string.Create(CultureInfo.InvariantCulture, $"0 to {options.MaxPriceAge.TotalSeconds:0} s"));
        Require(
            prices.Source.Length > 0 && CharacterSet.Label.Holds(prices.Source),
            "they name no source that can be shown",
            $"a source of {CharacterSet.Label.Allowed}");
        Require(
            prices.Prices.DistinctBy(price => price.Asset).Count() == prices.Prices.Count
                && prices.Prices.All(price => price.Price > 0),
            "one is 0, or an asset has two",
            "one price above 0 for each asset");
    }

    private static void Require(bool isTrue, string actual, string allowed)
    {
        if (!isTrue)
        {
            throw GuideEnvelopeCompiler.Refuse(
                "maxValueUsd", $"of its prices, {actual}", allowed, "Ask for prices again.");
        }
    }
}
