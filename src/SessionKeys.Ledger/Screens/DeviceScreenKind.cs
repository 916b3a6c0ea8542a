namespace SessionKeys.Ledger;

/// <summary>What a screen of a review is for.</summary>
public enum DeviceScreenKind
{
    /// <summary>A warning that both buttons accept.</summary>
    Warning,

    /// <summary>The title of the review.</summary>
    Intro,

    /// <summary>A part of what is signed.</summary>
    Content,

    /// <summary>The beginning of a text, and on Stax and Flex what one touches to read all of it.</summary>
    More,

    /// <summary>The offer to skip the rest: right goes on, both buttons skip. A person who reads presses
    /// right.</summary>
    SkipOffer,

    /// <summary>Both buttons sign.</summary>
    Sign,

    /// <summary>Both buttons reject.</summary>
    Reject,
}
