namespace SessionKeys.Ledger;

/// <summary>Words for what is wrong with a descriptor.</summary>
internal static class DescriptorErrors
{
    private const string Advice =
        "Use the descriptor that Ledger signed for this chain, contract and message; an edited one is worthless.";

    public static LedgerException Malformed(string place, string actual, string allowed, Exception? cause = null)
        => new(LedgerReason.DescriptorUnsuitable, "The descriptor of a typed message was refused.",
            $"In {place}: {actual}; allowed is {allowed}.", Advice, cause);

    /// <summary>The descriptor is well formed and not for this message.</summary>
    public static LedgerException Unsuitable(string actual, string allowed)
        => new(LedgerReason.DescriptorUnsuitable, "The descriptor does not fit the typed message.",
            $"{actual}; needed is {allowed}.",
            "Get a descriptor for exactly this message, or approve by the text form, which needs none.");

    public static LedgerException RefusedByDevice(string command, ushort status)
        => new(LedgerReason.DescriptorRefused, "The device refused the descriptor of the typed message.",
            $"Status {status:x4} to {command}, where only the descriptor is checked.",
            "Check that Ledger signed it for this device's key or that its certificate is given, update the device, or "
            + "approve by the text form.");

    public static LedgerException AppTooOld(Version version)
        => new(LedgerReason.AppTooOld, "The Ethereum app on the device is too old for descriptors.",
            $"It is {version}; needed is {AppConfiguration.FirstWithDescriptors}.",
            "Update the Ethereum app in Ledger's wallet application, or approve by the text form.");

    public static LedgerException NoCertificates(string command, ushort status)
        => new(LedgerReason.DescriptorRefused, "The device takes no certificates.",
            $"Status {status:x4} to {command}.",
            "Update the device's operating system, use a descriptor that needs no certificate, or approve by the text "
            + "form.");
}
