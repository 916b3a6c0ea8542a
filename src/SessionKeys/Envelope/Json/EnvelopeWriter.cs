using System.Globalization;
using System.Text.Json;

namespace SessionKeys;

/// <summary>
/// Writes the fields of an envelope file in their fixed order; a field with its off value is left out.
/// </summary>
internal sealed class EnvelopeWriter(Utf8JsonWriter writer)
{
    public void Write(EnvelopeDocument document)
    {
        writer.WriteStartObject();
        WriteContext(document);
        WriteLife(document.Envelope);
        WriteOperations(document.Envelope);
        WriteSums(document.Envelope);
        WriteDetails(document.Envelope);
        writer.WriteEndObject();
    }

    private void WriteContext(EnvelopeDocument document)
    {
        writer.WriteString("account", document.Account.ToString());
        WriteChainId(document.ChainId);
        if (document.Module is { } module)
        {
            writer.WriteString("module", module.ToString());
        }

        if (document.Route is { } route)
        {
            writer.WriteStartObject("route");
            writer.WriteString("standard", JsonNames.Standards.NameOf(route.Standard));
            if (route.Standard == AccountStandard.Erc6900)
            {
                writer.WriteNumber("entityId", route.EntityId);
            }

            writer.WriteEndObject();
        }

        if (document.Epoch is { } epoch)
        {
            writer.WriteNumber("epoch", epoch);
        }

        if (document.SessionKey is { } sessionKey)
        {
            writer.WriteString("sessionKey", sessionKey.ToString());
        }
    }

    private void WriteLife(CapabilityEnvelope envelope)
    {
        if (envelope.KeyType != KeyType.Secp256k1)
        {
            writer.WriteString("keyType", JsonNames.KeyTypes.NameOf(envelope.KeyType));
        }

        WriteTime("validAfter", envelope.ValidAfter);
        WriteTime("expiresAt", envelope.ExpiresAt);
        WriteDuration("ttl", envelope.Ttl);
        if (envelope.MaxRenewals != 0)
        {
            writer.WriteNumber("maxRenewals", envelope.MaxRenewals);
        }

        if (!envelope.Renewer.IsZero)
        {
            writer.WriteString("renewer", envelope.Renewer.ToString());
        }

        WriteDuration("idleTimeout", envelope.IdleTimeout);
        if (envelope.Schedule is { } schedule)
        {
            writer.WriteStartObject("schedule");
            writer.WriteNumber("from", UnixTime.Seconds(schedule.From, "schedule.from"));
            writer.WriteNumber("to", UnixTime.Seconds(schedule.To, "schedule.to"));
            writer.WriteStartArray("weekdays");
            foreach ((string name, Weekdays day) in JsonNames.Days)
            {
                if (schedule.Weekdays.HasFlag(day))
                {
                    writer.WriteStringValue(name);
                }
            }

            writer.WriteEndArray();
            writer.WriteEndObject();
        }
    }

    private void WriteOperations(CapabilityEnvelope envelope)
    {
        writer.WriteString("nonceDomain", JsonScalars.RequirePlain("nonceDomain", envelope.NonceDomain));
        if (envelope.LaneBits != 0)
        {
            writer.WriteNumber("laneBits", envelope.LaneBits);
        }

        if (envelope.Paymaster != PaymasterTerm.None)
        {
            writer.WriteString("paymaster", envelope.Paymaster.IsAny ? "any" : envelope.Paymaster.Required.ToString());
        }

        WriteFlag("feesUnlimited", envelope.FeesUnlimited);
        if (envelope.Guard is { } guard)
        {
            writer.WriteString("guard", guard.Guard.ToString());
            WriteAmount("usdLimit", guard.UsdLimit);
            writer.WriteNumber("usdPeriod", UnixTime.Seconds(guard.UsdPeriod, "usdPeriod"));
            writer.WriteString("feedsHash", guard.FeedsHash.ToString());
        }
    }

    private void WriteSums(CapabilityEnvelope envelope)
    {
        if (envelope.Budgets.Count > 0)
        {
            writer.WriteStartArray("budgets");
            foreach (Budget budget in envelope.Budgets)
            {
                writer.WriteStartObject();
                writer.WriteString("asset", CapabilityJson.NameOf(budget.Asset));
                WriteAmount("limit", budget.Limit);
                writer.WriteString("kind", JsonNames.BudgetKinds.NameOf(budget.Kind));
                WriteDuration("period", budget.Period);
                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        writer.WriteStartArray("capabilities");
        foreach (Capability capability in envelope.Capabilities)
        {
            CapabilityJson.Write(writer, capability);
        }

        writer.WriteEndArray();
    }

    private void WriteDetails(CapabilityEnvelope envelope)
    {
        if (envelope.Replaces is { } replaces)
        {
            writer.WriteString("replaces", replaces.ToString());
        }

        if (envelope.Label.Length > 0)
        {
            writer.WriteString("label", JsonScalars.RequirePlain("label", envelope.Label));
        }

        WriteFlag("tokenNames", envelope.TokenNames);
        WriteTime("grantDeadline", envelope.GrantDeadline);
        if (envelope.Salt != 0)
        {
            WriteAmount("salt", envelope.Salt);
        }
    }

    private void WriteChainId(ulong chainId)
    {
        if (chainId <= JsonScalars.MaxSafeInteger)
        {
            writer.WriteNumber("chainId", chainId);
        }
        else
        {
            WriteAmount("chainId", chainId);
        }
    }

    private void WriteAmount(string name, UInt128 amount) =>
        writer.WriteString(name, amount.ToString(CultureInfo.InvariantCulture));

    private void WriteTime(string name, DateTimeOffset time)
    {
        _ = UnixTime.Seconds(time, name);
        writer.WriteString(name, time.UtcDateTime.ToString(JsonScalars.TimeFormat, CultureInfo.InvariantCulture));
    }

    private void WriteDuration(string name, TimeSpan duration)
    {
        if (duration != TimeSpan.Zero)
        {
            writer.WriteNumber(name, UnixTime.Seconds(duration, name));
        }
    }

    private void WriteFlag(string name, bool isSet)
    {
        if (isSet)
        {
            writer.WriteBoolean(name, true);
        }
    }
}
