namespace SessionKeys.Ledger;

/// <summary>Words for everything that can go wrong with a device: what happened, the values, what to do.</summary>
internal static class LedgerErrors
{
    public static LedgerException NotConnected(string peer, Exception cause)
        => new(LedgerReason.Disconnected, "No connection to the Ledger.", $"{peer}: {cause.Message}.",
            "Start Speculos, or correct the endpoint, and try again.", cause);

    public static LedgerException ConnectionEnded(string peer, Exception cause)
        => new(LedgerReason.Disconnected, "The connection to the Ledger ended before the answer came.",
            $"{peer}: {cause.Message}",
            "Check that the device is on and connected, open the Ethereum app and start again; no signature came.",
            cause);

    public static LedgerException AlreadyClosed(string peer)
        => new(LedgerReason.Disconnected, "The connection to the Ledger is closed.",
            $"{peer}: an earlier command was cancelled or failed, and its answer may still come.",
            "Dismiss what the device shows and open a new connection.");

    public static LedgerException ReplyTooLong(string peer, uint announced)
        => new(LedgerReason.ProtocolViolation, "What came back is not a reply of a Ledger.",
            $"{peer}: {announced} data bytes announced; at most {SpeculosFraming.MaxReplyData} are allowed.",
            "Check that the endpoint is the APDU port of Speculos (default 9999) and not another server.");

    public static LedgerException ReplyIncomplete(string peer)
        => new(LedgerReason.ProtocolViolation, "A reply began and did not end.",
            $"{peer}: the rest must follow within {SpeculosTransport.FrameTimeout.TotalSeconds} s.",
            "Check that the endpoint is the APDU port of Speculos (default 9999) and start again.");

    public static LedgerException UnexpectedReply(string command, int dataLength, string expected)
        => new(LedgerReason.ProtocolViolation, $"The device's reply to {command} was refused.",
            $"{dataLength} data bytes came; expected: {expected}.",
            "Close and open the Ethereum app and start again; if it stays so, do not use this device for approvals.");

    public static LedgerException NoAnswer(string command, TimeSpan limit)
        => new(LedgerReason.Timeout, $"The device did not answer {command}.",
            $"It shows nothing for this command, so {limit.TotalSeconds} s must do.",
            "Dismiss what the device shows, open the Ethereum app and start again.");

    public static LedgerException WrongApp(AppAndVersion app)
        => new(LedgerReason.WrongApp, "The Ethereum app is not open on the device.",
            app.Name == AppAndVersion.Dashboard
                ? "Open is the dashboard."
                : $"Open is the app {app.Name} {app.Version}.",
            "Open the Ethereum app and try again.");

    /// <summary>The original Nano S never got typed messages in fields, whatever version it runs.</summary>
    public static LedgerException AppTooOld(string command, string version, Version? needed)
    {
        bool isOldDevice = Version.TryParse(version, out Version? actual) && needed is not null && actual >= needed;
        string values = needed is null ? $"{version} does not know {command}."
            : isOldDevice ? $"{version} knows {command} from {needed} on, but not on this model (the original Nano S)."
            : $"{version} does not know {command}; needed is {needed} or later.";
        return new(
            LedgerReason.AppTooOld, "The Ethereum app on the device is too old.", values,
            "Update the Ethereum app in Ledger's wallet application, or approve by the text form.");
    }

    public static LedgerException BlindSigningDisabled(string command)
        => new(LedgerReason.BlindSigningDisabled,
            "The device refused a typed message that has no descriptor signed by Ledger.",
            $"Status 6a80 to {command}, and the setting Blind signing is off.",
            "Approve by the text form, which shows everything and needs no setting. Or turn on the setting Raw "
            + "messages of the Ethereum app (not Blind signing, which hides the message) and try again.");

    public static LedgerException BlindSigningDisabledForHashes(string command)
        => new(LedgerReason.BlindSigningDisabled,
            "The device refused to sign hashes.", $"Status 6a80 to {command}, and the setting Blind signing is off.",
            "Approve by the text form, which shows everything and needs no setting. Only if nobody needs to read the "
            + "message, turn on the setting Blind signing of the Ethereum app and try again.");

    public static LedgerException BlindSigningNotAllowed()
        => new(LedgerReason.BlindSigningNotAllowed, "A request to sign hashes instead of a message was refused.",
            "AllowBlindSigning is false; the person would see two hashes.",
            "Sign the text or the typed message instead; set AllowBlindSigning only if nobody needs to read it.");

    public static LedgerException TooLarge(string what, string values, Exception? cause = null)
        => new(LedgerReason.TooLargeForDevice, $"{what} is too large for the device.", values,
            "Approve by the text form, or grant less at once.", cause);

    public static LedgerException BadData(string happened, string values, string whatToDo)
        => new(LedgerReason.BadData, happened, values, whatToDo);

    public static LedgerException UnexpectedAddress(DerivationPath path, Address actual, Address expected)
        => new(LedgerReason.UnexpectedAddress, "This device holds another key than the expected one.",
            $"{path} is {actual}; expected is {expected}.",
            "Connect the right device, or check its passphrase and the derivation path.");

    public static LedgerException SignatureMismatch(string finding, Address expected)
        => new(LedgerReason.SignatureMismatch, "The device's signature was refused.",
            $"{finding}; expected is a low-s signature of {expected} over the message that was sent.",
            "Do not use what was signed. Restart the device and try again; if it stays so, do not approve with it.");
}
