namespace SessionKeys.TestKit;

/// <summary>The kind of screen of an emulated device.</summary>
public enum EmulatedModel
{
    /// <summary>A small screen with two buttons, as of Nano S Plus and Nano X.</summary>
    Nano,

    /// <summary>A large screen to touch, as of Stax and Flex. Right goes on, both open "More".</summary>
    LargeScreen,
}
