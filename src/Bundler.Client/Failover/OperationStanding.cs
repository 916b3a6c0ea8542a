namespace SessionKeys.Bundler.Client;

/// <summary>Where an operation stands whose send had no clear answer.</summary>
internal enum OperationStanding
{
    /// <summary>Nobody knows it; the same bytes may be sent again.</summary>
    Unknown,

    /// <summary>A bundler holds it, or it is in a block.</summary>
    Known,

    /// <summary>Another operation used its nonce; it can never be included.</summary>
    NonceTaken,
}
