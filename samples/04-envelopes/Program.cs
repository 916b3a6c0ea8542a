// Envelopes from capability ids, presets, the short form and permission requests; docs/envelope.md and docs/erc7715.md
// explain them; the guard is of docs/security.md. Nothing is sent.
// Arguments: a token list and a short form of an envelope, as docs/envelope.md shows them. Writes what is granted.
using SessionKeys;

Address shop = Address.Parse("0x5a4b000000000000000000000000000000000001");
DateTimeOffset now = new(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);

#region tokens
TokenList tokens = TokenList.Parse(File.ReadAllBytes(args[0]));
ListedToken usdc = tokens.Find(31337, "USDC") ?? throw new InvalidOperationException("The list has no USDC.");
#endregion

#region from-abi
Capability pay = Capability.FromAbi("function pay(bytes32 order, (address token, uint256 amount) price)")
    .Named("shop.pay")
    .At(shop)
    .RequireEqual("price.token", usdc.Asset.Address)
    .RequireAtMost("price.amount", 25_000_000)
    .Spend("price.amount", usdc.Asset)
    .Build();
#endregion

#region registry
CapabilityRegistry registry = CapabilityRegistry.BuiltIn.With(new CapabilityDefinition
{
    Id = "quote.accept", // what the id means at this shop
    Abi = "function accept(bytes32 quote, address token, uint256 amount, address beneficiary)",
    Target = TargetPattern.Deployed(new Deployment(31337, shop)),
    Parameters =
    [
        new("quote", ParameterRole.Free),
        new("token", ParameterRole.SpentToken),
        new("amount", ParameterRole.Amount),
        new("beneficiary", ParameterRole.Account),
    ],
});
ValueList<Capability> accept = registry.Compile(new CapabilityRequest
{
    Id = "quote.accept",
    ChainId = 31337,
    Token = usdc.Asset,
    MaxAmount = 25_000_000,
});
#endregion

#region preset
ProfileLimits limits = new() { High = new(MaxTtl: TimeSpan.FromHours(4), MaxLifetime: TimeSpan.FromDays(7)) };
CapabilityEnvelope task = SessionPreset.TaskAgent.Create(
    new SessionPlan
    {
        Start = now,
        NonceDomain = "session:agent:shopping",
        Capabilities = [pay, .. accept],
        SpendLimits = [new() { Asset = usdc.Asset, Total = 100_000_000 }],
        GasLimit = 10_000_000_000_000_000,
    },
    limits);
#endregion

#region guide
CompiledGuideEnvelope compiled = GuideEnvelopeCompiler.Compile(
    GuideEnvelopeJson.Parse(File.ReadAllBytes(args[1])),
    new GuideEnvelopeOptions
    {
        Start = now,
        Preset = SessionPreset.TaskAgent,
        Limits = limits,
        Tokens = tokens,
        Prices = new() { At = now, Source = "desk", Prices = [new(usdc.Asset, 100_020_000)] }, // 1.0002 USD
        SpentTokens = [usdc.Asset.Address],
        GasLimit = 10_000_000_000_000_000,
    });
Console.WriteLine(compiled.Show()); // before anybody signs
#endregion

ReadOnlySpan<byte> request = """
    [{
      "chainId": "0x7a69",
      "from": "0xacc0000000000000000000000000000000000001",
      "to": "0x5fa59300b772d54451e6921c4a0db8fd3ddad8ce",
      "permission": {
        "type": "erc20-token-periodic",
        "isAdjustmentAllowed": false,
        "data": {
          "tokenAddress": "0x70cec00000000000000000000000000000000001",
          "periodAmount": "0x989680",
          "periodDuration": 86400,
          "startTime": 1795219200
        }
      },
      "rules": [{ "type": "expiry", "data": { "timestamp": 1795824000 } }]
    }]
    """u8;

#region permission
ImportedPermission permission = Erc7715Json.Import(
    request,
    new Erc7715ImportOptions
    {
        ChainId = 31337, // refused when the request is for another chain
        TokenTerms = new()
        {
            RequestedAt = now,
            GrantDeadline = now.AddHours(1),
            NonceDomain = "session:agent:payments",
            GasBudgets = [Budget.Lifetime(Asset.Gas, 10_000_000_000_000_000)], // of fees the request says nothing
        },
    })[0];
Console.WriteLine(permission.Show()); // before anybody signs
ExportedPermission exported = Erc7715Json.Export(permission.Document); // the same request again
#endregion

Address wallet = Address.Parse("0xacc0000000000000000000000000000000000001");
Address module = Address.Parse("0x5e55100000000000000000000000000000000001");
Address approver = Address.Parse("0xa990000000000000000000000000000000000001");
Address guard = Address.Parse("0x90a2d00000000000000000000000000000000001");
Address etherUsd = Address.Parse("0xfeed000000000000000000000000000000000001");
Address usdcUsd = Address.Parse("0xfeed000000000000000000000000000000000002");

#region feeds
PriceFeedList feeds = new(
[
    new() { Asset = Asset.Native, AssetDecimals = 18, Aggregator = etherUsd, MaxAge = TimeSpan.FromMinutes(75) },
    new() { Asset = usdc.Asset, AssetDecimals = usdc.Decimals, Aggregator = usdcUsd, MaxAge = TimeSpan.FromHours(25) },
]); // on a rollup also its sequencer's uptime feed, and a grace
byte[] register = SessionExecutionGuardCalls.RegisterFeeds(feeds); // the guard's calldata: anybody sends it, once
#endregion

#region guarded
ReferenceAccount6900 account = new(wallet, guard: guard); // sessions' calls come behind executeUserOp
byte[] install = account.EncodeInstall(module, SessionKeyModuleCalls.InstallData(approver, account.NonceLayout));
byte[] hook = OpenZeppelinAccount7579.EncodeInstallGuard(guard); // ERC-7579: an operation of its own

CapabilityEnvelope watched = task with
{
    Guard = new()
    {
        Guard = guard,
        UsdLimit = 500_00000000, // 8 decimals
        UsdPeriod = TimeSpan.FromDays(1),
        FeedsHash = feeds.Hash, // keccak256(abi.encode(list)), as the guard computes it
    },
};
#endregion

Console.WriteLine($"with the guard: {watched.Guard}; installed by {install.Length} or {hook.Length} bytes");
Console.WriteLine($"its {feeds.Feeds.Count} price feeds: registered by {register.Length} bytes");
Console.WriteLine($"{task.Capabilities.Count} capabilities until {task.ExpiresAt:u}, and {exported.PermissionType}");
