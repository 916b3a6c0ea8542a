namespace SessionKeys;

/// <summary>
/// Refuses options that give a segment another form than its grant asks for: the module could only say that its length
/// is wrong.
/// </summary>
internal static class SegmentRules
{
    public static void Check(SessionGrant grant, Approval? approval, SegmentOptions options)
    {
        if (approval is not null && approval.Form == ApprovalForm.Text && grant.Envelope.TokenNames)
        {
            throw new SessionKeyException(
                "token-names-need-relay",
                "The grant was refused inside an operation: the text form with tokenNames asks the tokens, which " +
                "validation may not (TokenNamesNeedRelay); allowed is the typed form. Relay the grant instead.");
        }

        CheckConsent(grant.Envelope, options);
        CheckKey(grant, options);
    }

    private static void CheckConsent(CapabilityEnvelope envelope, SegmentOptions options)
    {
        bool needsConsent = options.Renew && !envelope.Renewer.IsZero;
        if (needsConsent && options.Consent is null)
        {
            throw new ArgumentException(
                $"A renewal was refused: no consent; allowed is that of the renewer {envelope.Renewer}. " +
                "Ask it to sign a SessionRenewal.",
                nameof(options));
        }

        if (!needsConsent && options.Consent is not null)
        {
            throw new ArgumentException(
                "A renewer's consent was refused: the operation does not renew, or the session has no renewer; " +
                "allowed is none. Set Renew, or leave Consent out.",
                nameof(options));
        }
    }

    private static void CheckKey(SessionGrant grant, SegmentOptions options)
    {
        if (grant.Envelope.KeyType != KeyType.P256)
        {
            if (options.P256InSolidity || !options.PublicKey.IsEmpty)
            {
                throw new ArgumentException(
                    "Options for a P-256 key were refused: the session key is a secp256k1 key; allowed are none. " +
                    "Leave PublicKey and P256InSolidity out.",
                    nameof(options));
            }

            return;
        }

        Address actual = P256.GetAddress(options.PublicKey.Span);
        if (actual != grant.SessionKey)
        {
            throw new ArgumentException(
                $"A P-256 public key was refused: its address is {actual}; allowed is the session key " +
                $"{grant.SessionKey}. Pass the public key of the signer that the grant names.",
                nameof(options));
        }
    }
}
