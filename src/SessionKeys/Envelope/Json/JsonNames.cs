namespace SessionKeys;

/// <summary>The names that enumerations have in the JSON form.</summary>
internal static class JsonNames
{
    public static readonly (string Name, KeyType Value)[] KeyTypes =
    [
        ("secp256k1", KeyType.Secp256k1),
        ("P-256", KeyType.P256),
    ];

    public static readonly (string Name, BudgetKind Value)[] BudgetKinds =
    [
        ("lifetime", BudgetKind.Lifetime),
        ("calendar", BudgetKind.Calendar),
        ("rolling", BudgetKind.Rolling),
    ];

    public static readonly (string Name, Comparison Value)[] Comparisons =
    [
        ("equal", Comparison.Equal),
        ("notEqual", Comparison.NotEqual),
        ("atMost", Comparison.AtMost),
        ("atLeast", Comparison.AtLeast),
        ("atMostSigned", Comparison.AtMostSigned),
        ("atLeastSigned", Comparison.AtLeastSigned),
        ("inSet", Comparison.InSet),
        ("equalsAccount", Comparison.EqualsAccount),
        ("atLeastRatio", Comparison.AtLeastRatio),
    ];

    public static readonly (string Name, PrintForm Value)[] PrintForms =
    [
        ("decimal", PrintForm.Decimal),
        ("address", PrintForm.Address),
        ("hex", PrintForm.Hex),
    ];

    public static readonly (string Name, AccountStandard Value)[] Standards =
    [
        ("ERC-6900", AccountStandard.Erc6900),
        ("ERC-7579", AccountStandard.Erc7579),
    ];

    public static readonly (string Name, Weekdays Value)[] Days =
    [
        ("monday", Weekdays.Monday),
        ("tuesday", Weekdays.Tuesday),
        ("wednesday", Weekdays.Wednesday),
        ("thursday", Weekdays.Thursday),
        ("friday", Weekdays.Friday),
        ("saturday", Weekdays.Saturday),
        ("sunday", Weekdays.Sunday),
    ];

    public static string NameOf<T>(this (string Name, T Value)[] names, T value) =>
        names.First(each => EqualityComparer<T>.Default.Equals(each.Value, value)).Name;
}
