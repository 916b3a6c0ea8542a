namespace SessionKeys.Ledger;

/// <summary>How a device shows a field of a typed message that has a descriptor.</summary>
public enum FieldFormat
{
    /// <summary>The value as it is: decimal digits, hexadecimal bytes, a text or an address.</summary>
    Raw,

    /// <summary>An integer of unix seconds as a date in UTC. Zero is shown as 1970-01-01, the largest value of the type
    /// as <i>Unlimited</i>.</summary>
    DateTime,

    /// <summary>The address of a token, which is not shown: the amount with the same reference shows its
    /// ticker.</summary>
    Token,

    /// <summary>An integer in base units of a token as a decimal number and a ticker. The largest value of the type is
    /// shown as <i>Unlimited</i>.</summary>
    Amount,
}
