using System.Globalization;

namespace SessionKeys;

/// <summary>Writes amounts and times for one reader.</summary>
internal sealed class Wording(DescriptionOptions options)
{
    /// <summary>UTC first; then the reader's own time with its distance from UTC.</summary>
    public string Time(DateTimeOffset time)
    {
        string utc = UnixTime.ToText(time);
        if (options.TimeZone is not { } zone)
        {
            return utc;
        }

        DateTimeOffset local = TimeZoneInfo.ConvertTime(time, zone);
        return $"{utc} ({local.ToString("yyyy-MM-dd HH:mm:ss zzz", CultureInfo.InvariantCulture)})";
    }

    public string Amount(UInt128 amount, Asset asset)
    {
        string units = asset == Asset.Operations ? amount == 1 ? "operation" : "operations"
            : asset.IsToken ? $"base units of {asset}"
            : "wei";
        return Find(asset) is { } token ? $"{token.Format(amount)} ({amount} {units})" : $"{amount} {units}";
    }

    public string Name(Asset asset) =>
        asset == Asset.Native ? Find(asset)?.Symbol ?? "the native currency"
        : asset == Asset.Gas ? "fees"
        : asset == Asset.Operations ? "operations"
        : Find(asset) is { } token ? $"{token.Symbol} ({asset})"
        : $"the token {asset}";

    public string Contract(Address address) =>
        Find(Asset.Token(address)) is { } token ? $"{token.Symbol} ({Hex.Format(address.ToArray())})"
        : Hex.Format(address.ToArray());

    /// <summary>Fees are paid in the native currency.</summary>
    private ListedToken? Find(Asset asset) => asset == Asset.Operations
        ? null
        : options.Tokens?.Find(options.ChainId, asset == Asset.Gas ? Asset.Native : asset);
}
