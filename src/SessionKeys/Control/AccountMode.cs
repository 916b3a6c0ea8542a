namespace SessionKeys;

/// <summary>What the sessions of an account may do at all; survives epochs.</summary>
public enum AccountMode : byte
{
    /// <summary>Sessions act as granted.</summary>
    Normal = 0,

    /// <summary>Only essential capabilities, in every call of an operation; no grant, no renewal.</summary>
    Restricted = 1,

    /// <summary>No session does anything.</summary>
    Halted = 2,
}
