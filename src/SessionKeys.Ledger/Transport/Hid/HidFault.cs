namespace SessionKeys.Ledger;

/// <summary>Why a HID call failed, as far as a person would do something else about it.</summary>
internal enum HidFault
{
    /// <summary>None of the below.</summary>
    Other,

    /// <summary>hidapi is not installed.</summary>
    LibraryMissing,

    /// <summary>The device is not, or no longer, there.</summary>
    Gone,

    /// <summary>This user may not open the device.</summary>
    PermissionDenied,

    /// <summary>Another program has the device.</summary>
    Busy,
}
