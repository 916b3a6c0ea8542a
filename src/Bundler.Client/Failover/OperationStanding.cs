namespace SessionKeys.Bundler.Client;

/// <summary>Where an operation stands whose send had no clear answer.</summary>
internal enum OperationStanding
{
    /// <summary>All answered, and nobody knows it.</summary>
    Unknown,

    /// <summary>Nobody who answered knows it, and somebody did not answer.</summary>
    Undecided,

    /// <summary>A bundler holds it, or it is in a block.</summary>
    Known,

    /// <summary>Another operation used its nonce; it can never be included.</summary>
    NonceTaken,
}
