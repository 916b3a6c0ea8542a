namespace SessionKeys;

/// <summary>
/// The library's own type: its data holds a capability envelope. What the request says beside it must be the same.
/// </summary>
internal static class CallPermission
{
    public static ImportedPermission Import(PermissionRequest request, PermissionContext context)
    {
        RefuseOtherRules(request.Rules);
        JsonFields fields = new(request.Data, "envelope", "justification");
        JsonValue envelope = fields.Required("envelope");
        EnvelopeDocument document = EnvelopeReader.Read(envelope);
        Require($"{envelope.Path}.account", document.Account, context.Account);
        Require($"{envelope.Path}.chainId", document.ChainId, context.ChainId);
        if (document.SessionKey is not { } sessionKey)
        {
            throw new EnvelopeFormatException(
                $"{envelope.Path}.sessionKey", "the field is missing", $"{context.SessionKey}", "Add the field.");
        }

        Require($"{envelope.Path}.sessionKey", sessionKey, context.SessionKey);
        RequireExpiry(request, document.Envelope);
        return new()
        {
            Document = document,
            PermissionType = request.Type.Value,
            IsAdjustmentAllowed = request.IsAdjustmentAllowed,
            Justification = PermissionScalars.Optional(fields, "justification", JsonScalars.Text, null),
        };
    }

    private static void RefuseOtherRules(PermissionRules rules)
    {
        if ((rules.Payees?.Path ?? rules.Allowance?.Path) is { } path)
        {
            throw PermissionRefusedException.NotSupported(
                path,
                $"a rule on payees or allowances beside the type \"{Erc7715PermissionTypes.SessionKeysCall}\"",
                "the rules \"expiry\" and \"redeemer\"",
                "Say it in the envelope, as a rule of a capability or a budget.");
        }
    }

    private static void RequireExpiry(PermissionRequest request, CapabilityEnvelope envelope)
    {
        long expected = envelope.ExpiresAt.ToUnixTimeSeconds() + 1;
        if (request.Rules.Expiry is not { } expiry)
        {
            throw PermissionRefusedException.Missing(
                $"{request.Path}.rules",
                "there is no rule \"expiry\"",
                $"one with the timestamp {expected}, the second after expiresAt of the envelope",
                "Add the rule.");
        }

        if (expiry.Value != expected)
        {
            throw PermissionRefusedException.Differs(
                expiry.Path,
                $"{expiry.Value}",
                $"{expected}, the second after expiresAt of the envelope",
                "Let both say the same.");
        }
    }

    private static void Require<T>(string path, T actual, T expected)
        where T : struct
    {
        if (!EqualityComparer<T>.Default.Equals(actual, expected))
        {
            throw PermissionRefusedException.Differs(
                path, $"{actual}", $"{expected}, as the request says", "Let both say the same.");
        }
    }
}
