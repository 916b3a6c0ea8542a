namespace SessionKeys;

/// <summary>Rules on the context, the session key, the names and the nonce.</summary>
internal static class ContextRules
{
    public static void Check(ViolationList violations, SessionGrant grant, EnvelopeValidationOptions options)
    {
        SessionContext context = grant.Context;
        violations.InvalidIf(
            context.Epoch == 0,
            "$.epoch",
            "the epoch",
            "0",
            "at least 1",
            "Install the module, and ask it for the account's epoch.");
        violations.InvalidIf(
            context.Route == default,
            "$.route",
            "the route",
            "none",
            "ERC-6900 or ERC-7579",
            "Name the standard of the account.");
        violations.InvalidIf(
            grant.Envelope.KeyType > KeyType.P256,
            "$.keyType",
            "the type of the session key",
            $"{(byte)grant.Envelope.KeyType}",
            "0 or 1",
            "Choose a type by its name.");
        CheckSessionKey(violations, grant, options);
        violations.InvalidIf(
            grant.Envelope.Replaces is { Value.IsZero: true },
            "$.replaces",
            "the session that is replaced",
            "0",
            "the id of a session",
            "Leave the field out, or copy the id.");
        CheckTokenNames(violations, grant.Envelope, options);
        CharacterSet.NonceDomain.Check(violations, "$.nonceDomain", "the nonce domain", grant.Envelope.NonceDomain);
        CharacterSet.Label.Check(violations, "$.label", "the label", grant.Envelope.Label);
        CheckLanes(violations, grant.Envelope.LaneBits, options.NonceLayout);
    }

    private static void CheckSessionKey(ViolationList violations, SessionGrant grant, EnvelopeValidationOptions options)
    {
        Address key = grant.SessionKey;
        string? forbidden = key.IsZero ? "zero"
            : key == grant.Context.Account ? "the account itself"
            : key == grant.Context.Module ? "the module"
            : key == options.Approver ? "the approver"
            : key == grant.Envelope.Renewer ? "the renewer"
            : null;
        if (forbidden is not null)
        {
            violations.Add(
                "SessionKeyForbidden",
                "$.sessionKey",
                "the session key",
                $"{key}, {forbidden}",
                "an address of its own",
                "Make a new session key.");
        }
    }

    private static void CheckTokenNames(
        ViolationList violations, CapabilityEnvelope envelope, EnvelopeValidationOptions options)
    {
        if (envelope.TokenNames && options.InOperation && options.Form == ApprovalForm.Text)
        {
            violations.Add(
                "TokenNamesNeedRelay",
                "$.tokenNames",
                "the text form with token names inside an operation",
                "true",
                "false, or the typed form",
                "Relay the grant, or leave tokenNames out.");
        }
    }

    private static void CheckLanes(ViolationList violations, byte laneBits, NonceLayout? layout)
    {
        int maximum = layout?.MaxLaneBits ?? NonceLayout.MaxWidth - NonceLayout.MinDomainBits;
        violations.InvalidIf(
            laneBits > maximum,
            "$.laneBits",
            "the number of lane bits",
            $"{laneBits}",
            $"0 to {maximum}, so that the nonce domain keeps {NonceLayout.MinDomainBits} bits",
            "Use fewer lanes.");
    }
}
