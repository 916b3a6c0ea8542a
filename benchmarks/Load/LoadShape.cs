namespace SessionKeys.Load;

/// <summary>How many operations come from where.</summary>
/// <param name="Accounts">How many accounts.</param>
/// <param name="KeysPerAccount">How many nonce keys each uses at once: lanes, or sessions with a lane each.</param>
/// <param name="Operations">How many operations are measured; one of each key comes before, to warm up.</param>
public sealed record LoadShape(int Accounts, int KeysPerAccount, int Operations)
{
    /// <summary>How often a receipt is asked for; the same for every client.</summary>
    public static TimeSpan PollInterval { get; } = TimeSpan.FromMilliseconds(100);

    /// <summary>How many operations are under way at once.</summary>
    public int Workers => Accounts * KeysPerAccount;

    /// <summary>With those that warm up.</summary>
    public int AllOperations => Operations + Workers;
}
