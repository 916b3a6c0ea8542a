using System.Globalization;

namespace SessionKeys;

/// <summary>Makes a canonical envelope of the short form.</summary>
public static class GuideEnvelopeCompiler
{
    /// <summary>Compiles a short form.</summary>
    /// <param name="guide">The short form.</param>
    /// <param name="options">What it leaves open.</param>
    /// <returns>The envelope, and what each field became.</returns>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="SessionKeyException">
    /// A capability is not registered (<c>capability-unregistered</c>) or lacks something
    /// (<c>capability-request-invalid</c>); the sum in dollars cannot become limits (<c>guide-not-compilable</c>); the
    /// preset or the operator's ceilings do not allow the session (<c>plan-invalid</c>, <c>profile-limit-exceeded</c>).
    /// </exception>
    public static CompiledGuideEnvelope Compile(GuideEnvelope guide, GuideEnvelopeOptions options)
    {
        ArgumentNullException.ThrowIfNull(guide);
        ArgumentNullException.ThrowIfNull(options);
        RequireOneWindow(guide, options);
        if (guide.AllowedDestinations.Count == 0)
        {
            throw Refuse("allowedDestinations", "it is empty", "at least one", "Name who is paid, approved or called.");
        }

        CapabilityDefinition[] definitions = [.. guide.Capabilities.Select(options.Registry.Find)];
        ValueList<UsdLimit> limits = UsdLimits.Divide(guide, options, Spent(definitions, options));
        ValueList<Capability> capabilities = definitions
            .SelectMany(definition => Compile(definition, guide, options, limits))
            .ToValueList();
        RequireDistinct(capabilities);
        CapabilityEnvelope envelope = options.Preset.Create(
            new()
            {
                Start = options.Start,
                ExpiresAt = guide.ExpiresAt,
                NonceDomain = guide.NonceDomain,
                Capabilities = capabilities,
                SpendLimits = limits.Select(limit => new SpendLimit { Asset = limit.Token.Asset, Total = limit.Amount })
                    .ToValueList(),
                GasLimit = options.GasLimit,
                Paymaster = options.Paymaster,
                Renewer = options.Renewer,
                Label = options.Label,
                Salt = options.Salt,
            },
            options.Limits);
        EnvelopeDocument document = new()
        {
            Account = guide.Wallet,
            ChainId = guide.ChainId,
            SessionKey = guide.SessionKey,
            Envelope = limits.Count == 0 ? envelope : envelope with { Guard = options.Guard?.Term(guide.MaxValueUsd) },
        };
        return new(document, GuideNotes.Of(guide, options, limits, envelope));
    }

    /// <summary>Says that a short form cannot become an envelope.</summary>
    internal static SessionKeyException Refuse(string field, string actual, string allowed, string advice) => new(
        "guide-not-compilable",
        $"The field {field} of the short form was refused: {actual}; allowed is {allowed}. {advice}");

    /// <summary>The sum is one for the whole session, so the guard's window may not end before it.</summary>
    private static void RequireOneWindow(GuideEnvelope guide, GuideEnvelopeOptions options)
    {
        DateTimeOffset end = DateTimeOffset.UnixEpoch + UsdGuard.WholeSession;
        if (options.Guard is not null && guide.ExpiresAt >= end)
        {
            throw Refuse(
                "expiresAt",
                UnixTime.ToText(guide.ExpiresAt),
                $"a time before {UnixTime.ToText(end)} with a guard",
                "Choose an earlier end, or limits in tokens.");
        }
    }

    /// <summary>What the capabilities spend, and so what the sum is divided among.</summary>
    private static IEnumerable<Asset> Spent(CapabilityDefinition[] definitions, GuideEnvelopeOptions options)
    {
        if (definitions.FirstOrDefault(definition => definition.CountsOne) is { } unpriced)
        {
            throw Refuse(
                "capabilities",
                $"{unpriced.Id} moves tokens that have no price each",
                "capabilities whose amounts have a price",
                "Grant it in the canonical form, with a budget that counts them.");
        }

        if (definitions.Any(definition => definition.NeedsToken))
        {
            foreach (Address token in options.SpentTokens.Distinct())
            {
                yield return Asset.Token(token);
            }
        }

        if (definitions.Any(definition => definition.NeedsValue))
        {
            yield return Asset.Native;
        }
    }

    private static IEnumerable<Capability> Compile(
        CapabilityDefinition definition, GuideEnvelope guide, GuideEnvelopeOptions options, ValueList<UsdLimit> limits)
    {
        CapabilityRequest request = new()
        {
            Id = definition.Id,
            ChainId = guide.ChainId,
            Destinations = guide.AllowedDestinations,
            MaxValue = definition.NeedsValue
                ? limits.First(limit => limit.Token.Asset == Asset.Native).Amount
                : UInt128.Zero,
        };
        IEnumerable<Asset?> tokens = definition.NeedsToken
            ? limits.Select(limit => limit.Token.Asset).Where(asset => asset.IsToken).Cast<Asset?>().DefaultIfEmpty()
            : [null];
        return tokens.SelectMany(token => options.Registry.Compile(request with
        {
            Token = token,
            ReceivedTokens = definition.NeedsReceivedTokens ? Others(token, guide.ChainId, options.Tokens) : [],
        }));
    }

    /// <summary>What may come back for a token: every other one of the list.</summary>
    private static ValueList<Address> Others(Asset? spent, ulong chainId, TokenList tokens) => tokens.Tokens
        .Where(token => token.ChainId == chainId && token.Asset.IsToken && token.Asset != spent)
        .Select(token => token.Asset.Address)
        .ToValueList();

    private static void RequireDistinct(ValueList<Capability> capabilities)
    {
        IGrouping<(Address, Selector), Capability>? twice = capabilities
            .GroupBy(capability => (capability.Target, capability.Selector))
            .FirstOrDefault(group => group.Count() > 1);
        if (twice is not null)
        {
            Capability first = twice.First();
            throw Refuse(
                "capabilities",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{first.Id} would be granted {twice.Count()} times on {first.Target}"),
                "each function of a contract once, as a rule names one token that is spent there",
                "Spend one token in this session, and grant another session for the next.");
        }
    }
}
