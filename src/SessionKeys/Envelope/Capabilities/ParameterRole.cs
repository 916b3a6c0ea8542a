namespace SessionKeys;

/// <summary>What a parameter of a registered function means, and so which rule and which spend it gets.</summary>
public enum ParameterRole
{
    /// <summary>It moves nothing out of the account: no rule.</summary>
    Free,

    /// <summary>It must be the account itself.</summary>
    Account,

    /// <summary>It must be one of the allowed destinations.</summary>
    Destination,

    /// <summary>It must be the token that is spent.</summary>
    SpentToken,

    /// <summary>It must be one of the tokens that may come back.</summary>
    ReceivedToken,

    /// <summary>The amount of the spent token: counted, and bounded for each call if wanted.</summary>
    Amount,

    /// <summary>An amount that stays the account's own: not counted, and bounded for each call if wanted.</summary>
    UncountedAmount,

    /// <summary>
    /// The least that must come back: at least the amount times the worst rate, where the request names one.
    /// </summary>
    MinimumReceived,
}
