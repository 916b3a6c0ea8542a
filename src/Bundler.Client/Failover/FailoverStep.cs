namespace SessionKeys.Bundler.Client;

/// <summary>What a failed send means for the other bundlers.</summary>
internal enum FailoverStep
{
    /// <summary>Every bundler would refuse it: the caller decides.</summary>
    Final,

    /// <summary>This bundler did not take it, another one may.</summary>
    Next,

    /// <summary>This bundler may hold it: its fate is looked up before the same bytes go anywhere.</summary>
    Unclear,

    /// <summary>The nonce or this very operation is known already: the hash says whether it is ours.</summary>
    Taken,
}
