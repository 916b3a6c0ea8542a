namespace SessionKeys.Ledger;

/// <summary>What the Ethereum app takes of a typed message, measured on version 1.22.0.</summary>
internal static class TypedDataLimits
{
    /// <summary>The most elements of an array, whose length is sent in one byte.</summary>
    public const int MaxElements = 255;

    /// <summary>The most array dimensions that are open at once.</summary>
    public const int MaxDimensions = 8;

    /// <summary>The most structs inside each other.</summary>
    public const int MaxNesting = 16;

    /// <summary>The most bytes of one value, whose length is sent in two bytes.</summary>
    public const int MaxValueBytes = 65535;

    /// <summary>The characters of one value that are shown; what follows is signed without being shown.</summary>
    public const int MaxShownCharacters = 379;

    /// <summary>The most characters of a name, so that a definition fits into one command.</summary>
    public const int MaxNameLength = 100;
}
