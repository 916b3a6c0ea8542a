namespace SessionKeys;

/// <summary>How the value of a rule is shown to the person who approves; a signed term.</summary>
public enum PrintForm : byte
{
    /// <summary>A decimal number.</summary>
    Decimal = 0,

    /// <summary>An address; the value is below 2^160.</summary>
    Address = 1,

    /// <summary>All 32 bytes in hexadecimal digits.</summary>
    Hex = 2,
}
