using System.Text.Json;

namespace SessionKeys;

/// <summary>Says an envelope as a request.</summary>
internal static class PermissionExport
{
    public static ExportedPermission Export(EnvelopeDocument document)
    {
        Address sessionKey = document.SessionKey ?? throw PermissionRefusedException.Missing(
            "$.sessionKey", "the envelope names no session key", "its address", "Name the session key that is to act.");
        return AsTokenPermission(document, sessionKey) ?? new()
        {
            PermissionType = Erc7715PermissionTypes.SessionKeysCall,
            Params = PermissionRequestWriter.Write(
                document,
                sessionKey,
                Erc7715PermissionTypes.SessionKeysCall,
                [],
                writer =>
                {
                    writer.WritePropertyName("envelope");
                    new EnvelopeWriter(writer).Write(document);
                }),
            ImportOptions = new(),
        };
    }

    /// <summary>Says the envelope by a token type, if importing that gives the very same envelope.</summary>
    private static ExportedPermission? AsTokenPermission(EnvelopeDocument document, Address sessionKey)
    {
        CapabilityEnvelope envelope = document.Envelope;
        Budget[] spent = [.. envelope.Budgets.Where(budget => budget.Asset != Asset.Gas)];
        if (spent is not [Budget { Kind: BudgetKind.Lifetime or BudgetKind.Calendar } budget]
            || envelope.Capabilities.Count == 0)
        {
            return null;
        }

        string type = TypeOf(budget);
        ExportedPermission exported = new()
        {
            PermissionType = type,
            Params = PermissionRequestWriter.Write(
                document, sessionKey, type, Payees(envelope, budget), writer => WriteData(writer, envelope, budget)),
            ImportOptions = new() { TokenTerms = TermsOf(document) },
        };
        return Says(exported, document) ? exported : null;
    }

    private static bool Says(ExportedPermission exported, EnvelopeDocument document)
    {
        try
        {
            return Erc7715Json.Import(exported.Params.Span, exported.ImportOptions)[0].Document == document;
        }
        catch (SessionKeyException)
        {
            return false;
        }
    }

    private static string TypeOf(Budget budget) => (budget.Asset.IsToken, budget.Kind) switch
    {
        (true, BudgetKind.Lifetime) => Erc7715PermissionTypes.Erc20Allowance,
        (true, _) => Erc7715PermissionTypes.Erc20Periodic,
        (false, BudgetKind.Lifetime) => Erc7715PermissionTypes.NativeAllowance,
        _ => Erc7715PermissionTypes.NativePeriodic,
    };

    private static ValueList<Address> Payees(CapabilityEnvelope envelope, Budget budget) => budget.Asset.IsToken
        ? envelope.Capabilities[0].Rules.SelectMany(AddressesOf).ToValueList()
        : envelope.Capabilities.Select(capability => capability.Target).ToValueList();

    /// <summary>The addresses that a rule allows. A word that is none loses bits, and then differs.</summary>
    private static IEnumerable<Address> AddressesOf(Rule rule)
    {
        IEnumerable<UInt256> words = rule.Comparison == Comparison.InSet ? rule.Set : [rule.Value];
        byte[] bytes = new byte[32];
        return words.Select(word =>
        {
            word.WriteBigEndian(bytes);
            return Address.FromBytes(bytes.AsSpan(12));
        });
    }

    private static void WriteData(Utf8JsonWriter writer, CapabilityEnvelope envelope, Budget budget)
    {
        if (budget.Asset.IsToken)
        {
            writer.WriteString("tokenAddress", budget.Asset.Address.ToString());
        }

        string limit = PermissionRequestWriter.Quantity((UInt256)budget.Limit);
        if (budget.Kind == BudgetKind.Lifetime)
        {
            writer.WriteString("allowanceAmount", limit);
        }
        else
        {
            writer.WriteString("periodAmount", limit);
            writer.WriteNumber("periodDuration", PermissionBudgetCompiler.Whole(budget.Period));
        }

        writer.WriteNumber("startTime", envelope.ValidAfter.ToUnixTimeSeconds());
    }

    private static TokenPermissionTerms TermsOf(EnvelopeDocument document)
    {
        CapabilityEnvelope envelope = document.Envelope;
        return new()
        {
            RequestedAt = envelope.ValidAfter,
            GrantDeadline = envelope.GrantDeadline,
            NonceDomain = envelope.NonceDomain,
            LaneBits = envelope.LaneBits,
            GasBudgets = envelope.Budgets.Where(budget => budget.Asset == Asset.Gas).ToValueList(),
            Paymaster = envelope.Paymaster,
            FeesUnlimited = envelope.FeesUnlimited,
            KeyType = envelope.KeyType,
            Module = document.Module,
            Route = document.Route,
            Epoch = document.Epoch,
            Replaces = envelope.Replaces,
            Label = envelope.Label,
            TokenNames = envelope.TokenNames,
            Salt = envelope.Salt,
        };
    }
}
