using System.Globalization;

namespace SessionKeys;

/// <summary>Makes an envelope of a token permission that allows exactly the same.</summary>
internal sealed class TokenPermissionCompiler(
    PermissionRequest request, PermissionContext context, Erc7715ImportOptions options, int index)
{
    private readonly PermissionAdjuster _adjuster = new(request.IsAdjustmentAllowed);

    public ImportedPermission Compile()
    {
        TokenPermission permission = TokenPermissionReader.Read(request);
        TokenPermissionTerms terms = Terms();
        Located<long> start = permission.Start
            ?? new($"{request.Data.Path}.startTime", terms.RequestedAt.ToUnixTimeSeconds());
        DateTimeOffset lastSecond = LastSecond(start);
        ValueList<Address> payees = Payees(permission.Asset);
        PermissionBudgets budgets = new PermissionBudgetCompiler(permission.Asset, options.Adjustments, _adjuster)
            .Compile(permission.Shape, start, lastSecond, terms.RequestedAt);
        CapabilityEnvelope envelope = new()
        {
            KeyType = terms.KeyType,
            ValidAfter = budgets.ValidAfter,
            ExpiresAt = lastSecond,
            NonceDomain = terms.NonceDomain,
            LaneBits = terms.LaneBits,
            Paymaster = terms.Paymaster,
            FeesUnlimited = terms.FeesUnlimited,
            Budgets = [.. terms.GasBudgets, .. budgets.Budgets],
            Capabilities = permission.Asset.IsToken
                ? [TransferOf(permission.Asset, payees)]
                : ValueTo(payees, budgets.Budgets.Max(budget => budget.Limit)),
            Replaces = terms.Replaces,
            Label = terms.Label,
            TokenNames = terms.TokenNames,
            GrantDeadline = terms.GrantDeadline,
            Salt = unchecked(terms.Salt + (ulong)index),
        };
        RequireValid(envelope, terms);
        return new()
        {
            Document = new()
            {
                Account = context.Account,
                ChainId = context.ChainId,
                Module = terms.Module,
                Route = terms.Route,
                Epoch = terms.Epoch,
                SessionKey = context.SessionKey,
                Envelope = envelope,
            },
            PermissionType = request.Type.Value,
            IsAdjustmentAllowed = request.IsAdjustmentAllowed,
            Justification = permission.Justification,
            Adjustments = _adjuster.Sentences,
        };
    }

    /// <summary>A transfer of the token and nothing else of it: no approval, no native value.</summary>
    private static Capability TransferOf(Asset token, ValueList<Address> payees) => new()
    {
        Id = "erc20.transfer",
        Target = token.Address,
        Selector = Selector.FromSignature("transfer(address,uint256)"),
        Rules = payees.Count switch
        {
            0 => [],
            1 => [Rule.Equal(0, payees[0])],
            _ => [Rule.InSet(0, payees)],
        },
        Spends = [Spend.ByWord(token, 1)],
    };

    /// <summary>Native value with empty calldata, to each payee by a capability of its own.</summary>
    private static ValueList<Capability> ValueTo(ValueList<Address> payees, UInt128 limit) => payees
        .Select(payee => new Capability
        {
            Id = "native.transfer",
            Target = payee,
            Selector = default,
            MaxValue = limit,
        })
        .ToValueList();

    private TokenPermissionTerms Terms()
    {
        TokenPermissionTerms terms = options.TokenTerms ?? throw PermissionRefusedException.Missing(
            request.Path,
            "it does not say who pays the fees, by which nonces, and until when it may be granted, nor do the options",
            $"options with {nameof(Erc7715ImportOptions.TokenTerms)}",
            "Set them.");
        if (terms.GasBudgets.FirstOrDefault(budget => budget.Asset != Asset.Gas) is { } other)
        {
            throw PermissionRefusedException.Missing(
                request.Path,
                $"the options have a budget on {other.Asset} among those on fees",
                "budgets on gas",
                "What is spent beside fees is the request's business.");
        }

        if (index > 0 && terms.Replaces is not null)
        {
            throw PermissionRefusedException.Missing(
                request.Path,
                "the options let each of several permissions replace one session",
                "a request for one permission, as a session is replaced once",
                "Import the permissions one by one.");
        }

        return terms.FeesUnlimited || terms.GasBudgets.Count > 0 || !terms.Paymaster.Required.IsZero
            ? terms
            : throw PermissionRefusedException.Missing(
                request.Path,
                "nothing bounds its fees, of which a token permission does not speak",
                "a gas budget, one named paymaster or feesUnlimited in the options",
                "Say who pays, and how much if it is the account.");
    }

    private DateTimeOffset LastSecond(Located<long> start)
    {
        DateTimeOffset? earlier = options.Adjustments.ExpiresAt;
        DateTimeOffset end;
        if (request.Rules.Expiry is not { } expiry)
        {
            string path = $"{request.Path}.rules";
            end = earlier ?? throw PermissionRefusedException.Inexact(
                path,
                "there is no rule \"expiry\", so that the permission never ends",
                "a session that ends at most 366 days after activation",
                HowTo(nameof(PermissionAdjustments.ExpiresAt)));
            _adjuster.Adjust(path, $"the session ends at {UnixTime.ToText(end)}, where the permission never ends");
            return end;
        }

        // The timestamp is the first second without the permission, expiresAt the last second of the session.
        end = DateTimeOffset.FromUnixTimeSeconds(expiry.Value - 1);
        if (earlier < end)
        {
            _adjuster.Adjust(
                expiry.Path,
                $"the session ends at {UnixTime.ToText(earlier.Value)}, the permission at {UnixTime.ToText(end)}");
            end = earlier.Value;
        }

        return end.ToUnixTimeSeconds() > start.Value
            ? end
            : throw PermissionRefusedException.Inexact(
                expiry.Path,
                string.Create(CultureInfo.InvariantCulture, $"{expiry.Value}"),
                string.Create(CultureInfo.InvariantCulture, $"a session of two seconds or more from {start.Value} on"),
                "Choose a later end or an earlier start.");
    }

    private ValueList<Address> Payees(Asset asset)
    {
        ValueList<Address> narrower = options.Adjustments.Payees.Distinct().ToValueList();
        if (request.Rules.Payees is { } named)
        {
            return Narrow(named, narrower);
        }

        string path = $"{request.Path}.rules";
        if (narrower.Count > 0)
        {
            _adjuster.Adjust(path, $"only {string.Join(", ", narrower)} may be paid, where nobody is named");
        }
        else if (!asset.IsToken)
        {
            throw PermissionRefusedException.Inexact(
                path,
                $"there is no rule \"payee\" beside the type \"{request.Type.Value}\", so that anybody may be paid",
                "native value to named payees, as a session names each address that it calls",
                HowTo(nameof(PermissionAdjustments.Payees)));
        }

        return narrower;
    }

    private ValueList<Address> Narrow(Located<ValueList<Address>> named, ValueList<Address> narrower)
    {
        if (narrower.Any(payee => !named.Value.Contains(payee)))
        {
            throw PermissionRefusedException.Differs(
                named.Path,
                string.Join(", ", named.Value),
                $"a list with {string.Join(", ", narrower)}, to which the options adjust it",
                "An adjustment only takes away: choose payees that the request names.");
        }

        if (narrower.Count == 0 || narrower.Count == named.Value.Count)
        {
            return named.Value;
        }

        _adjuster.Adjust(named.Path, $"of {named.Value.Count} payees only {string.Join(", ", narrower)} may be paid");
        return narrower;
    }

    /// <summary>Refuses what the module would refuse, as far as it shows before the envelope is bound.</summary>
    private void RequireValid(CapabilityEnvelope envelope, TokenPermissionTerms terms)
    {
        SessionContext place = new()
        {
            ChainId = context.ChainId,
            Module = terms.Module ?? Address.Zero,
            Account = context.Account,
            Route = terms.Route ?? Route.Erc7579,
            Epoch = terms.Epoch ?? 1,
        };
        EnvelopeValidator.ThrowIfInvalid(
            new SessionGrant(place, context.SessionKey, envelope),
            new EnvelopeValidationOptions { ChainTime = terms.RequestedAt });
    }

    internal static string HowTo(string adjustment) =>
        $"Have it asked so that it can be honoured, or set {nameof(Erc7715ImportOptions.Adjustments)}.{adjustment} "
        + "where the request allows adjustments.";
}
