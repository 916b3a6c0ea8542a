using System.Globalization;
using System.Text;

namespace SessionKeys;

/// <summary>Says in sentences what the fields of a short form became.</summary>
internal static class GuideNotes
{
    public static ValueList<string> Of(
        GuideEnvelope guide, GuideEnvelopeOptions options, ValueList<UsdLimit> limits, CapabilityEnvelope envelope) =>
    [
        $"wallet: the account {guide.Wallet} on chain {guide.ChainId}.",
        $"sessionKey: {guide.SessionKey}, for operations of the nonce domain {guide.NonceDomain}.",
        $"expiresAt: {UnixTime.ToText(envelope.ExpiresAt)}, from {UnixTime.ToText(envelope.ValidAfter)}, "
            + $"in the shape of the preset {options.Preset.Name}.",
        Dollars(guide, options, limits),
        .. limits.Select(limit => $"maxValueUsd: at most {limit.Token.Format(limit.Amount)} "
            + $"({limit.Amount} base units) in the whole session, at {Price(limit.Price)} USD for 1 "
            + $"{limit.Token.Symbol}."),
        .. guide.Capabilities.Select(id => Capability(id, envelope)),
        $"allowedDestinations: {string.Join(", ", guide.AllowedDestinations)}.",
    ];

    private static string Dollars(GuideEnvelope guide, GuideEnvelopeOptions options, ValueList<UsdLimit> limits)
    {
        string sum = $"maxValueUsd: {Price(guide.MaxValueUsd)} USD";
        string prices = $"at prices of {UnixTime.ToText(options.Prices.At)} from {options.Prices.Source}";
        return limits.Count == 0 ? $"{sum} bound nothing, as no capability spends anything."
            : options.Guard is { } guard
                ? $"{sum} in the whole session, held by the guard {guard.Guard} at the prices of each moment; beside "
                    + $"it a limit of that worth on each token, {prices}, which does not follow prices."
                : $"{sum} in {limits.Count} equal shares, {prices}. The limits do not follow prices.";
    }

    private static string Capability(string id, CapabilityEnvelope envelope)
    {
        Capability[] capabilities = [.. envelope.Capabilities.Where(capability => capability.Id == id)];
        string counted = capabilities.All(each => each.Spends.Count > 0) ? "counted"
            : capabilities.All(each => each.MaxValue > 0) ? "counted as native value"
            : "NOT COUNTED";
        string where = string.Join(", ", capabilities.Select(each => $"{each.Target} {each.Selector}"));
        return $"capabilities: {id} is {where}; {counted}.";
    }

    private static string Price(UInt128 units)
    {
        UInt128 whole = units / GuideEnvelope.UnitsPerDollar;
        UInt128 rest = units % GuideEnvelope.UnitsPerDollar;
        StringBuilder text = new(whole.ToString(CultureInfo.InvariantCulture));
        return rest == 0
            ? text.ToString()
            : text.Append('.')
                .Append(rest.ToString("00000000", CultureInfo.InvariantCulture).TrimEnd('0'))
                .ToString();
    }
}
