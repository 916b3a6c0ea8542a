namespace SessionKeys;

/// <summary>What a change of an envelope does to the rights of the session.</summary>
public enum EnvelopeEffect
{
    /// <summary>The rights stay: a name, a note or a number that only tells sessions apart.</summary>
    Describes = 0,

    /// <summary>The session may do less, or no more in any case.</summary>
    Narrows = 1,

    /// <summary>The session may do something that it might not do before.</summary>
    Widens = 2,

    /// <summary>The session may do something else: neither more nor less, such as another nonce domain.</summary>
    Alters = 3,
}
