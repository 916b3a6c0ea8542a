namespace SessionKeys.Tests;

/// <summary>A small valid grant that tests vary.</summary>
internal static class Samples
{
    public static readonly Address Account = Address.Parse("0xacc0000000000000000000000000000000000001");

    public static readonly Address Module = Address.Parse("0x5e55100000000000000000000000000000000001");

    public static readonly Address Token = Address.Parse("0x70cec00000000000000000000000000000000001");

    public static readonly Address Router = Address.Parse("0x5a4b000000000000000000000000000000000001");

    public static readonly Address Recipient = Address.Parse("0xbeef000000000000000000000000000000000001");

    public static readonly Address Approver = Address.Parse("0x83612f9a066edfd7c6ab703c053c000f86193238");

    public static readonly Address SessionKey = Address.Parse("0x5fa59300b772d54451e6921c4a0db8fd3ddad8ce");

    public static readonly DateTimeOffset Start = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

    public static readonly Selector Transfer = Selector.FromSignature("transfer(address,uint256)");

    public static SessionContext Context { get; } = new()
    {
        ChainId = 31337,
        Module = Module,
        Account = Account,
        Route = Route.Erc6900(1),
        Epoch = 1,
    };

    public static Capability TokenTransfer { get; } = new()
    {
        Id = "token.transfer",
        Target = Token,
        Selector = Transfer,
        Rules = [Rule.Equal(0, Recipient), Rule.AtMost(1, 25_000_000)],
        Spends = [Spend.ByWord(Asset.Token(Token), 1)],
    };

    public static Capability Swap { get; } = new()
    {
        Id = "swap.execute",
        Target = Router,
        Selector = Selector.Parse("0xfe029156"),
        Rules = [Rule.InSet(0, [Token, Recipient]), Rule.EqualsAccount(4)],
        Spends = [Spend.Fixed(Asset.Token(Token), 5)],
    };

    public static CapabilityEnvelope Envelope { get; } = new()
    {
        ValidAfter = Start,
        ExpiresAt = Start.AddDays(30),
        NonceDomain = "session:agent",
        LaneBits = 3,
        Budgets =
        [
            Budget.Lifetime(Asset.Gas, 10_000_000_000_000_000),
            Budget.Calendar(Asset.Token(Token), 100_000_000, TimeSpan.FromDays(1)),
        ],
        Capabilities = [TokenTransfer, Swap],
        Label = "Agent-1",
        GrantDeadline = Start.AddDays(1),
        Salt = 7,
    };

    public static SessionGrant Grant { get; } = new(Context, SessionKey, Envelope);

    public static SessionGrant With(Func<CapabilityEnvelope, CapabilityEnvelope> change) =>
        Grant with { Envelope = change(Envelope) };

    public static SessionGrant WithCapability(Capability capability) =>
        With(envelope => envelope with { Capabilities = [capability] });

    public static SessionGrant WithRule(Rule rule) => WithCapability(TokenTransfer with { Rules = [rule] });

    public static Call TransferOf(ulong amount, Address? to = null) =>
        Call.Function(Token, "transfer(address,uint256)", to ?? Recipient, (UInt256)amount);
}
