namespace SessionKeys.Ledger;

/// <summary>Words for the status words that mean the same to every command.</summary>
internal static class StatusErrors
{
    private const string CloseAndOpen = "Close and open the Ethereum app and start again.";

    /// <summary>Explains a status word. The caller has told unknown commands apart.</summary>
    public static LedgerException Explain(Apdu apdu, ushort status, DerivationPath? path)
    {
        string values = $"Status {status:x4} to {apdu.Name}.";
        return status switch
        {
            _ when StatusWord.IsRejection(status) => new(
                LedgerReason.Rejected, "The request was rejected on the device.", values,
                "If that was a mistake, start again and approve it on the device."),
            _ when StatusWord.IsLocked(status) => new(
                LedgerReason.Locked, "The device is locked or not set up.", values,
                "Unlock it with its PIN, open the Ethereum app and try again."),
            StatusWord.InsufficientMemory => LedgerErrors.TooLarge("The message", values),
            StatusWord.PathNotAllowed => new(
                LedgerReason.PathNotAllowed, $"The app may not use the derivation path {path}.", values,
                "Use a path below m/44'/60' or m/45'."),
            StatusWord.InvalidData or StatusWord.WrongParameters => LedgerErrors.BadData(
                "The device refused the request as invalid.", values,
                "Check the message; update the Ethereum app if it is older than this library."),
            StatusWord.FiltersMissing => LedgerErrors.BadData(
                "The device refused to sign because a part of the announced descriptor never came.", values,
                "Use a complete descriptor for this message, or approve by the text form."),
            StatusWord.LengthMismatch or StatusWord.WrongLength => new(
                LedgerReason.ProtocolViolation, "The device received a damaged command.", values,
                "Check the connection and start again."),
            StatusWord.CommandNotAllowed => new(
                LedgerReason.DeviceError, "The device does not take this command now.", values,
                "Dismiss what the device shows and start again; if it stays so, close and open the Ethereum app."),
            StatusWord.NoCertificates => new(
                LedgerReason.DeviceError, "The operating system of the device cannot check descriptors.", values,
                "Update the firmware of the device, or approve by the text form."),
            _ => new(LedgerReason.DeviceError, "The device reported an error.", values, CloseAndOpen),
        };
    }
}
