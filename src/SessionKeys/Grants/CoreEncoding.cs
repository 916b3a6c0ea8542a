namespace SessionKeys;

/// <summary>The part of the packed terms that every operation carries.</summary>
internal static class CoreEncoding
{
    public static void Write(TermsWriter writer, SessionGrant grant)
    {
        CapabilityEnvelope envelope = grant.Envelope;
        GrantFeatures features = FeaturesOf(envelope);
        writer.Unsigned(grant.Context.Epoch, 4, "epoch");
        writer.Byte((byte)features);
        writer.Byte((byte)envelope.KeyType);
        writer.Address(grant.SessionKey);
        writer.Unsigned(UnixTime.Seconds(envelope.ValidAfter, "validAfter"), 6, "validAfter");
        writer.Unsigned(UnixTime.Seconds(envelope.ExpiresAt, "expiresAt"), 6, "expiresAt");
        writer.Byte(envelope.LaneBits);
        writer.Unsigned((ulong)envelope.Budgets.Count, 1, "budgetCount");
        writer.Name(envelope.NonceDomain, "nonceDomain");
        foreach (Budget budget in envelope.Budgets)
        {
            writer.Byte((byte)budget.Kind);
            writer.Address(budget.Asset.Address);
            writer.Amount(budget.Limit);
            writer.Unsigned(UnixTime.Seconds(budget.Period, "period"), 4, "period");
        }

        WriteGroups(writer, envelope, features);
    }

    /// <summary>Reads the core; the envelope still lacks the details and the capabilities.</summary>
    public static (uint Epoch, Address SessionKey, CapabilityEnvelope Envelope) Read(ref TermsReader reader)
    {
        uint epoch = (uint)reader.Unsigned(4, "epoch");
        GrantFeatures features = (GrantFeatures)reader.Byte("features");
        KeyType keyType = (KeyType)reader.Enumeration((byte)KeyType.P256, "keyType");
        Address sessionKey = reader.Address("sessionKey");
        DateTimeOffset validAfter = reader.Time("validAfter");
        DateTimeOffset expiresAt = reader.Time("expiresAt");
        byte laneBits = reader.Byte("laneBits");
        Budget[] budgets = new Budget[reader.Byte("budgetCount")];
        string nonceDomain = reader.Name("nonceDomain");
        for (int i = 0; i < budgets.Length; i++)
        {
            budgets[i] = ReadBudget(ref reader);
        }

        CapabilityEnvelope envelope = new()
        {
            KeyType = keyType,
            ValidAfter = validAfter,
            ExpiresAt = expiresAt,
            LaneBits = laneBits,
            NonceDomain = nonceDomain,
            Budgets = budgets.ToValueList(),
            Capabilities = [],
            GrantDeadline = DateTimeOffset.UnixEpoch,
        };
        return (epoch, sessionKey, ReadGroups(ref reader, envelope, features));
    }

    private static GrantFeatures FeaturesOf(CapabilityEnvelope envelope)
    {
        if (envelope.MaxRenewals != 0 && envelope.Ttl == TimeSpan.Zero)
        {
            throw GrantEncodingException.CannotWrite(
                "maxRenewals",
                $"{envelope.MaxRenewals} without a ttl",
                "0 without a ttl",
                "Set ttl, or maxRenewals to 0.");
        }

        GrantFeatures paymaster = envelope.Paymaster.IsAny ? GrantFeatures.AnyPaymaster
            : envelope.Paymaster.Required.IsZero ? GrantFeatures.None
            : GrantFeatures.Paymaster;
        return paymaster
            | If(envelope.Ttl != TimeSpan.Zero, GrantFeatures.Ttl)
            | If(!envelope.Renewer.IsZero, GrantFeatures.Renewer)
            | If(envelope.IdleTimeout != TimeSpan.Zero, GrantFeatures.IdleTimeout)
            | If(envelope.Schedule is not null, GrantFeatures.Schedule)
            | If(envelope.FeesUnlimited, GrantFeatures.FeesUnlimited)
            | If(envelope.Guard is not null, GrantFeatures.Guard);

        static GrantFeatures If(bool isOn, GrantFeatures feature) => isOn ? feature : GrantFeatures.None;
    }

    private static void WriteGroups(TermsWriter writer, CapabilityEnvelope envelope, GrantFeatures features)
    {
        if (features.HasFlag(GrantFeatures.Ttl))
        {
            writer.Unsigned(UnixTime.Seconds(envelope.Ttl, "ttl"), 4, "ttl");
            writer.Unsigned(envelope.MaxRenewals, 2, "maxRenewals");
        }

        if (features.HasFlag(GrantFeatures.Renewer))
        {
            writer.Address(envelope.Renewer);
        }

        if (features.HasFlag(GrantFeatures.IdleTimeout))
        {
            writer.Unsigned(UnixTime.Seconds(envelope.IdleTimeout, "idleTimeout"), 4, "idleTimeout");
        }

        if (envelope.Schedule is { } schedule)
        {
            writer.Unsigned(UnixTime.Seconds(schedule.From, "schedule.from"), 3, "schedule.from");
            writer.Unsigned(UnixTime.Seconds(schedule.To, "schedule.to"), 3, "schedule.to");
            writer.Byte((byte)schedule.Weekdays);
        }

        if (features.HasFlag(GrantFeatures.Paymaster))
        {
            writer.Address(envelope.Paymaster.Required);
        }

        if (envelope.Guard is { } guard)
        {
            writer.Address(guard.Guard);
            writer.Amount(guard.UsdLimit);
            writer.Unsigned(UnixTime.Seconds(guard.UsdPeriod, "usdPeriod"), 4, "usdPeriod");
            writer.Hash(guard.FeedsHash);
        }
    }

    private static Budget ReadBudget(ref TermsReader reader) => new()
    {
        Kind = (BudgetKind)reader.Enumeration((byte)BudgetKind.Rolling, "kind"),
        Asset = new Asset(reader.Address("asset")),
        Limit = reader.Amount("limit"),
        Period = reader.Duration(4, "period"),
    };

    private static CapabilityEnvelope ReadGroups(
        ref TermsReader reader, CapabilityEnvelope envelope, GrantFeatures features)
    {
        if (features.HasFlag(GrantFeatures.Ttl))
        {
            int offset = reader.Offset;
            TimeSpan ttl = reader.Duration(4, "ttl");
            if (ttl == TimeSpan.Zero)
            {
                throw GrantEncodingException.CannotRead("ttl", offset, "0 in a group that is present", "at least 1 s");
            }

            envelope = envelope with { Ttl = ttl, MaxRenewals = (ushort)reader.Unsigned(2, "maxRenewals") };
        }

        if (features.HasFlag(GrantFeatures.Renewer))
        {
            envelope = envelope with { Renewer = reader.Address("renewer") };
        }

        if (features.HasFlag(GrantFeatures.IdleTimeout))
        {
            envelope = envelope with { IdleTimeout = reader.Duration(4, "idleTimeout") };
        }

        if (features.HasFlag(GrantFeatures.Schedule))
        {
            envelope = envelope with { Schedule = ReadSchedule(ref reader) };
        }

        envelope = envelope with
        {
            Paymaster = ReadPaymaster(ref reader, features),
            FeesUnlimited = features.HasFlag(GrantFeatures.FeesUnlimited),
        };
        return features.HasFlag(GrantFeatures.Guard) ? envelope with { Guard = ReadGuard(ref reader) } : envelope;
    }

    private static Schedule ReadSchedule(ref TermsReader reader) => new()
    {
        From = reader.Duration(3, "schedule.from"),
        To = reader.Duration(3, "schedule.to"),
        Weekdays = (Weekdays)reader.Byte("schedule.weekdays"),
    };

    private static PaymasterTerm ReadPaymaster(ref TermsReader reader, GrantFeatures features)
    {
        if (!features.HasFlag(GrantFeatures.Paymaster))
        {
            return features.HasFlag(GrantFeatures.AnyPaymaster) ? PaymasterTerm.Any : PaymasterTerm.None;
        }

        int offset = reader.Offset;
        Address paymaster = reader.Address("paymaster");
        return paymaster.IsZero
            ? throw GrantEncodingException.CannotRead("paymaster", offset, "0x0", "an address")
            : PaymasterTerm.Only(paymaster);
    }

    private static GuardTerm ReadGuard(ref TermsReader reader) => new()
    {
        Guard = reader.Address("guard"),
        UsdLimit = reader.Amount("usdLimit"),
        UsdPeriod = reader.Duration(4, "usdPeriod"),
        FeedsHash = reader.Hash("feedsHash"),
    };
}
