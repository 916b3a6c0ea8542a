namespace SessionKeys;

/// <summary>What is known of the place where a grant shall live; the more is known, the more is checked.</summary>
public sealed record EnvelopeValidationOptions
{
    /// <summary>Gets the account's approver, which may not be the session key.</summary>
    /// <value>Default: null, not known.</value>
    public Address? Approver { get; init; }

    /// <summary>
    /// Gets contracts of the module beside itself, such as its text renderer: no session may call them.
    /// </summary>
    /// <value>Default: empty.</value>
    public ValueList<Address> Helpers { get; init; }

    /// <summary>Gets the nonce bits that the account leaves free, which bound the number of lanes.</summary>
    /// <value>Default: null, not known.</value>
    public NonceLayout? NonceLayout { get; init; }

    /// <summary>Gets the time of the chain, from which the 366 days count at the earliest.</summary>
    /// <value>Default: null, not known; the last possible activation, the grant deadline, is taken instead.</value>
    public DateTimeOffset? ChainTime { get; init; }

    /// <summary>Tells whether the first operation carries the grant, which then has at most 32 capabilities.</summary>
    /// <value>Default: false, somebody relays it.</value>
    public bool InOperation { get; init; }

    /// <summary>Gets the form that the approver signs; a text with token names comes by relay only.</summary>
    /// <value>Default: null, not known.</value>
    public ApprovalForm? Form { get; init; }
}
