namespace SessionKeys;

/// <summary>What a verdict says of the signatures of the session key and of the renewer.</summary>
public enum SignatureVerdict
{
    /// <summary>The session key's signature was not judged; a renewer's consent is right, if one is needed.</summary>
    NotJudged = 0,

    /// <summary>Every signature is right.</summary>
    Right = 1,

    /// <summary>
    /// One is wrong: the module answers with the value 1 and the time bounds, and the EntryPoint refuses (AA24).
    /// </summary>
    Wrong = 2,
}
