namespace SessionKeys.TestKit;

/// <summary>Which bundler stands beside the chain.</summary>
public enum AltoEdition
{
    /// <summary>None: operations go to the EntryPoint by hand.</summary>
    None,

    /// <summary>Alto 0.0.20 without ERC-7562 rules, for EntryPoint v0.6 to v0.9.</summary>
    Fast,

    /// <summary>
    /// Alto 0.0.18 with ERC-7562 rules, for EntryPoint v0.7 and v0.8. It checks only the first pending operation of a
    /// sender: wait for each receipt.
    /// </summary>
    Safe,
}
