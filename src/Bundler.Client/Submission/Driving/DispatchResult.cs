namespace SessionKeys.Bundler.Client;

/// <summary>What came of one send.</summary>
internal enum DispatchResult
{
    /// <summary>The bundler has the operation.</summary>
    Taken,

    /// <summary>The claim ended before the send; nothing was sent.</summary>
    OutOfTime,

    /// <summary>The submission was cancelled before the send; nothing was sent.</summary>
    Cancelled,

    /// <summary>It was refused, or nobody knows.</summary>
    NotTaken,
}
