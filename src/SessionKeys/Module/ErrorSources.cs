namespace SessionKeys;

/// <summary>The contracts that revert with an error.</summary>
[Flags]
internal enum ErrorSources
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The session key module, when it judges an operation, a grant or a message.</summary>
    Module = 1,

    /// <summary>The execution guard.</summary>
    Guard = 2,
}
