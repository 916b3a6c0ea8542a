namespace SessionKeys.Load;

/// <summary>How many operations come from where.</summary>
/// <param name="Accounts">How many accounts.</param>
/// <param name="KeysPerAccount">How many nonce keys each uses at once: lanes, or sessions with a lane each.</param>
/// <param name="Operations">How many operations are measured; one of each key comes before each part.</param>
/// <param name="Parts">In how many equal parts they are measured, with the other client's between them.</param>
public sealed record LoadShape(int Accounts, int KeysPerAccount, int Operations, int Parts = 1)
{
    /// <summary>How often a receipt is asked for; the same for every client.</summary>
    public static TimeSpan PollInterval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many operations are under way at once.</summary>
    public int Workers => Accounts * KeysPerAccount;

    /// <summary>With those that warm up.</summary>
    public int AllOperations => Operations + (Parts * Workers);

    /// <summary>The shape of one part.</summary>
    internal LoadShape Part => this with { Operations = Operations / Parts, Parts = 1 };
}
