namespace SessionKeys.TestKit;

/// <summary>What somebody in front of an emulated device does as soon as it asks.</summary>
public enum EmulatorAnswer
{
    /// <summary>Nothing: the test presses the buttons.</summary>
    Wait,

    /// <summary>Reads every screen and signs.</summary>
    Approve,

    /// <summary>Reads every screen and rejects.</summary>
    Reject,
}
