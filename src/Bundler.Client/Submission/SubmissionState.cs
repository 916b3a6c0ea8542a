namespace SessionKeys.Bundler.Client;

/// <summary>How far a submission has come.</summary>
public enum SubmissionState
{
    /// <summary>Its calls and its lane are recorded; nothing is signed.</summary>
    Prepared,

    /// <summary>The signed bytes of its latest attempt are recorded; whether they were sent is not certain.</summary>
    Signed,

    /// <summary>A bundler has taken one of its operations.</summary>
    Sent,

    /// <summary>One of its operations is in a block, which may still be reorganised.</summary>
    Included,

    /// <summary>The inclusion has its confirmations. An end.</summary>
    Final,

    /// <summary>It was refused, or its nonce was used by something else; it had no effect. An end.</summary>
    Failed,

    /// <summary>
    /// Nobody included it while its claims held, or it was cancelled in time; it had no effect. An end.
    /// </summary>
    Dropped,
}
