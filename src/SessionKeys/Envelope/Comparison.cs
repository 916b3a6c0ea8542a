namespace SessionKeys;

/// <summary>How a rule compares a calldata word.</summary>
public enum Comparison : byte
{
    /// <summary>The word equals the value.</summary>
    Equal = 0,

    /// <summary>The word differs from the value.</summary>
    NotEqual = 1,

    /// <summary>The word, unsigned, is the value or less.</summary>
    AtMost = 2,

    /// <summary>The word, unsigned, is the value or more.</summary>
    AtLeast = 3,

    /// <summary>The word, as int256, is the value or less.</summary>
    AtMostSigned = 4,

    /// <summary>The word, as int256, is the value or more.</summary>
    AtLeastSigned = 5,

    /// <summary>The word is in the set whose Merkle root is the value.</summary>
    InSet = 6,

    /// <summary>The word is the address of the account.</summary>
    EqualsAccount = 7,

    /// <summary>The word is at least another word times a ratio.</summary>
    AtLeastRatio = 8,
}
