namespace SessionKeys.Ledger;

/// <summary>The kinds of values, by the number that a definition carries in its low four bits.</summary>
internal enum FieldKind : byte
{
    Struct = 0,
    Int = 1,
    UInt = 2,
    Address = 3,
    Bool = 4,
    String = 5,
    FixedBytes = 6,
    Bytes = 7,
}
