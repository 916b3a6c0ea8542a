namespace SessionKeys;

/// <summary>What a function that lint knows can do.</summary>
internal enum FunctionRisk
{
    /// <summary>Moves a token or native value to somebody.</summary>
    Moves = 0,

    /// <summary>Lets somebody take a sum later.</summary>
    Approves = 1,

    /// <summary>Lets somebody take everything of a kind later.</summary>
    ApprovesAll = 2,

    /// <summary>Runs calls that the rules do not see.</summary>
    Executes = 3,
}
