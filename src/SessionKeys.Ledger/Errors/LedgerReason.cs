namespace SessionKeys.Ledger;

/// <summary>Says why a device did not do what it was asked, so that a program can decide what to do next.</summary>
public enum LedgerReason
{
    /// <summary>The person refused on the device, or cancelled.</summary>
    Rejected,

    /// <summary>The device is locked or has no PIN yet.</summary>
    Locked,

    /// <summary>Another app, or the dashboard, is open.</summary>
    WrongApp,

    /// <summary>The Ethereum app does not know the command.</summary>
    AppTooOld,

    /// <summary>The setting that an unfiltered typed message needs is off. The text form needs none.</summary>
    BlindSigningDisabled,

    /// <summary>This program did not permit requests that show only hashes.</summary>
    BlindSigningNotAllowed,

    /// <summary>The setting that a delegation (EIP-7702) needs is off.</summary>
    SmartAccountsDisabled,

    /// <summary>The app does not sign delegations (EIP-7702) to this contract.</summary>
    DelegateNotAllowed,

    /// <summary>The message does not fit into the device, or would not be shown in full.</summary>
    TooLargeForDevice,

    /// <summary>The message has a content that the host or the device refuses.</summary>
    BadData,

    /// <summary>The descriptor of a typed message is malformed, for another message, or hides fields. Nothing was
    /// sent.</summary>
    DescriptorUnsuitable,

    /// <summary>The device refused the descriptor of a typed message: its signature, its certificate, or its
    /// content.</summary>
    DescriptorRefused,

    /// <summary>The device may not derive keys below this path.</summary>
    PathNotAllowed,

    /// <summary>The device holds another key than the expected one: another seed, passphrase or path.</summary>
    UnexpectedAddress,

    /// <summary>The returned signature is not one of the expected key over the expected message.</summary>
    SignatureMismatch,

    /// <summary>The connection could not be made, or ended.</summary>
    Disconnected,

    /// <summary>A command that shows nothing was not answered in time.</summary>
    Timeout,

    /// <summary>The reply is not one that this protocol allows.</summary>
    ProtocolViolation,

    /// <summary>The device reported an error of its own.</summary>
    DeviceError,

    /// <summary>No Ledger that could run an app is on USB.</summary>
    NoDevice,

    /// <summary>Several Ledgers are on USB, and none was named.</summary>
    SeveralDevices,

    /// <summary>Another program uses the device.</summary>
    DeviceBusy,

    /// <summary>The operating system does not let this user open the device.</summary>
    PermissionDenied,

    /// <summary>The library that speaks to USB devices is not installed.</summary>
    LibraryMissing,

    /// <summary>The Ethereum app is not installed on the device.</summary>
    AppNotInstalled,

    /// <summary>The text does not name an endpoint that this version can open.</summary>
    UnsupportedEndpoint,
}
