namespace SessionKeys.TestKit;

/// <summary>Envelopes for tests on a stack.</summary>
public static class TestEnvelopes
{
    /// <summary>The most that one transfer may move, token base units.</summary>
    public const ulong CallLimit = 200_000_000;

    /// <summary>The most that a UTC day's transfers may move, token base units.</summary>
    public const ulong DailyLimit = 1_000_000_000;

    /// <summary>May transfer the token: 200 a call, 1,000 a day; fees unlimited; a week from a minute ago.</summary>
    /// <param name="token">The token.</param>
    /// <param name="now">The chain's time.</param>
    /// <param name="salt">Tells equal envelopes apart.</param>
    public static CapabilityEnvelope Transfers(Address token, DateTimeOffset now, ulong salt = 0) => new()
    {
        ValidAfter = now - TimeSpan.FromMinutes(1),
        ExpiresAt = now + TimeSpan.FromDays(7),
        NonceDomain = "session:test",
        LaneBits = 4,
        FeesUnlimited = true,
        Budgets = [Budget.Calendar(Asset.Token(token), DailyLimit, TimeSpan.FromDays(1))],
        Capabilities =
        [
            new Capability
            {
                Id = "erc20.transfer",
                Target = token,
                Selector = Selector.FromSignature("transfer(address,uint256)"),
                Rules = [Rule.AtMost(1, CallLimit)],
                Spends = [Spend.ByWord(Asset.Token(token), 1)],
            },
        ],
        Label = "test",
        GrantDeadline = now + TimeSpan.FromHours(1),
        Salt = salt,
    };
}
