namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A session of any key, without a chain.</summary>
internal static class SessionSamples
{
    private static readonly Address Token = Address.Parse("0x70cec00000000000000000000000000000000001");
    private static readonly DateTimeOffset Now = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

    /// <summary>The signer and the draft of one operation that transfers a token.</summary>
    public static (IUserOperationSigner Signer, UserOperationDraft Draft) Create(ISessionKeySigner key)
    {
        ReferenceAccount6900 account = new(Samples.Sender);
        CapabilityEnvelope envelope = new()
        {
            ValidAfter = Now,
            ExpiresAt = Now.AddDays(1),
            NonceDomain = "session:pain",
            LaneBits = 4,
            FeesUnlimited = true,
            KeyType = key.KeyType,
            Budgets = [Budget.Calendar(Asset.Token(Token), 1_000, TimeSpan.FromDays(1))],
            Capabilities =
            [
                new Capability
                {
                    Id = "erc20.transfer",
                    Target = Token,
                    Selector = Selector.FromSignature("transfer(address,uint256)"),
                    Rules = [Rule.AtMost(1, 1_000)],
                    Spends = [Spend.ByWord(Asset.Token(Token), 1)],
                },
            ],
            Label = "pain",
            GrantDeadline = Now.AddHours(1),
        };
        SessionContext context = new()
        {
            ChainId = 31337,
            Module = LifeCycle.Paymaster,
            Account = account.Address,
            Route = account.Route,
            Epoch = 1,
        };
        PackedGrant grant = GrantEncoding.Encode(new SessionGrant(context, key.Address, envelope));
        Call call = Call.Function(Token, "transfer(address,uint256)", LifeCycle.OtherPaymaster, (UInt256)7);
        SegmentOptions options = new() { PublicKey = key.PublicKey };
        SessionSegment segment = SessionSegment.Create(grant, [call], new Claim(Now, Now.AddMinutes(10)), options);
        UserOperationDraft draft = new()
        {
            Sender = account.Address,
            NonceKey = account.NonceKey(envelope, UInt256.Zero),
            CallData = account.EncodeCalls([call]),
        };
        return (new SessionOperationSigner(account, segment, key), draft);
    }
}
