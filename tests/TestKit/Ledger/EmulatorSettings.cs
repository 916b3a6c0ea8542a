namespace SessionKeys.TestKit;

/// <summary>The switches in the settings of the Ethereum app; all off as delivered.</summary>
public sealed class EmulatorSettings
{
    /// <summary>Hashes may be signed, and typed messages without a descriptor of which a Nano shows only the
    /// hash.</summary>
    public bool BlindSigning { get; set; }

    /// <summary>Typed messages without a descriptor are shown field by field. Hosts cannot ask for this
    /// setting.</summary>
    public bool RawMessages { get; set; }

    /// <summary>Delegations (EIP-7702) to the contracts on the app's list may be signed. Hosts cannot ask for this
    /// setting.</summary>
    public bool SmartAccounts { get; set; }

    /// <summary>A typed message with a descriptor shows its two hashes after its fields.</summary>
    public bool TransactionHash { get; set; }

    /// <summary>Not a setting of the app, but of the test: which device it runs on.</summary>
    public EmulatedModel Model { get; set; }

    /// <summary>Not a setting of the app, but of the test: the real app, out of memory at the signature, ends without
    /// a status word or answers 6980; what decides is not known. True is 6980.</summary>
    public bool AnswersWhenFull { get; set; }
}
