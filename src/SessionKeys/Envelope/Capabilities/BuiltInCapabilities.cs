namespace SessionKeys;

/// <summary>The capabilities that the library brings along.</summary>
internal static class BuiltInCapabilities
{
    private const ulong Ethereum = 1;
    private const ulong Optimism = 10;
    private const ulong Polygon = 137;
    private const ulong Base = 8_453;
    private const ulong Arbitrum = 42_161;

    private static readonly TargetPattern WrappedEther = TargetPattern.Deployed(
        At(Ethereum, "0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2"),
        At(Optimism, "0x4200000000000000000000000000000000000006"),
        At(Base, "0x4200000000000000000000000000000000000006"),
        At(Arbitrum, "0x82aF49447D8a07e3bd95BD0d56f35241523fBab1"));

    private static readonly TargetPattern UniswapRouter = TargetPattern.Deployed(
        At(Ethereum, "0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45"),
        At(Optimism, "0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45"),
        At(Polygon, "0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45"),
        At(Base, "0x2626664c2603336E57B271c5C0b26F421741e481"),
        At(Arbitrum, "0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45"));

    private static readonly TargetPattern AavePool = TargetPattern.Deployed(
        At(Ethereum, "0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2"),
        At(Optimism, "0x794a61358D6845594F94dc1DB02A252b5b4814aD"),
        At(Polygon, "0x794a61358D6845594F94dc1DB02A252b5b4814aD"),
        At(Base, "0xA238Dd80C259a72e81d7e4664a9801593F98d1c5"),
        At(Arbitrum, "0x794a61358D6845594F94dc1DB02A252b5b4814aD"));

    public static IEnumerable<CapabilityDefinition> All => [.. Tokens, .. Protocols, .. Applications];

    private static IEnumerable<CapabilityDefinition> Tokens =>
    [
        new()
        {
            Id = "erc20.transfer",
            Abi = "function transfer(address to, uint256 amount) returns (bool)",
            Target = TargetPattern.SpentToken,
            Parameters = [new("to", ParameterRole.Destination), new("amount", ParameterRole.Amount)],
        },
        new()
        {
            Id = "erc20.approve",
            Abi = "function approve(address spender, uint256 amount) returns (bool)",
            Target = TargetPattern.SpentToken,
            Parameters = [new("spender", ParameterRole.Destination), new("amount", ParameterRole.Amount)],
        },
        new()
        {
            Id = "erc721.transfer",
            Abi = "function safeTransferFrom(address from, address to, uint256 tokenId)",
            Target = TargetPattern.SpentToken,
            Parameters =
            [
                new("from", ParameterRole.Account),
                new("to", ParameterRole.Destination),
                new("tokenId", ParameterRole.Free),
            ],
            CountsOne = true,
        },
        new()
        {
            Id = "native.transfer",
            Abi = "receive() external payable",
            Target = TargetPattern.Destination,
            NeedsValue = true,
        },
    ];

    private static IEnumerable<CapabilityDefinition> Protocols =>
    [
        new()
        {
            Id = "weth.wrap",
            Abi = "function deposit() payable",
            Target = WrappedEther,
            NeedsValue = true,
        },
        new()
        {
            Id = "weth.unwrap",
            Abi = "function withdraw(uint256 amount)",
            Target = WrappedEther,
            Parameters = [new("amount", ParameterRole.UncountedAmount)],
        },
        new()
        {
            Id = "uniswap.v3.exact-input-single",
            Abi = "function exactInputSingle((address tokenIn, address tokenOut, uint24 fee, address recipient, "
                + "uint256 amountIn, uint256 amountOutMinimum, uint160 sqrtPriceLimitX96) params) payable",
            Target = UniswapRouter,
            Parameters =
            [
                new("params.tokenIn", ParameterRole.SpentToken),
                new("params.tokenOut", ParameterRole.ReceivedToken),
                new("params.fee", ParameterRole.Free),
                new("params.recipient", ParameterRole.Account),
                new("params.amountIn", ParameterRole.Amount),
                new("params.amountOutMinimum", ParameterRole.MinimumReceived),
                new("params.sqrtPriceLimitX96", ParameterRole.Free),
            ],
        },
        new()
        {
            Id = "aave.v3.supply",
            Abi = "function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode)",
            Target = AavePool,
            Parameters =
            [
                new("asset", ParameterRole.SpentToken),
                new("amount", ParameterRole.Amount),
                new("onBehalfOf", ParameterRole.Account),
                new("referralCode", ParameterRole.Free),
            ],
        },
        new()
        {
            Id = "aave.v3.withdraw",
            Abi = "function withdraw(address asset, uint256 amount, address to) returns (uint256)",
            Target = AavePool,
            Parameters =
            [
                new("asset", ParameterRole.SpentToken),
                new("amount", ParameterRole.UncountedAmount),
                new("to", ParameterRole.Account),
            ],
        },
    ];

    /// <summary>
    /// Functions of an application's own contract, at its allowed destinations. Where it has others, the operator
    /// registers them under these ids.
    /// </summary>
    private static IEnumerable<CapabilityDefinition> Applications =>
    [
        new()
        {
            Id = "swap.execute",
            Abi = "function swap(address tokenIn, address tokenOut, uint256 amountIn, uint256 minAmountOut, "
                + "address recipient)",
            Target = TargetPattern.Destination,
            Parameters =
            [
                new("tokenIn", ParameterRole.SpentToken),
                new("tokenOut", ParameterRole.ReceivedToken),
                new("amountIn", ParameterRole.Amount),
                new("minAmountOut", ParameterRole.MinimumReceived),
                new("recipient", ParameterRole.Account),
            ],
        },
        new()
        {
            Id = "quote.accept",
            Abi = "function acceptQuote(bytes32 quoteId, address tokenIn, address tokenOut, uint256 amountIn, "
                + "uint256 minAmountOut, address recipient)",
            Target = TargetPattern.Destination,
            Parameters =
            [
                new("quoteId", ParameterRole.Free),
                new("tokenIn", ParameterRole.SpentToken),
                new("tokenOut", ParameterRole.ReceivedToken),
                new("amountIn", ParameterRole.Amount),
                new("minAmountOut", ParameterRole.MinimumReceived),
                new("recipient", ParameterRole.Account),
            ],
        },
    ];

    private static Deployment At(ulong chainId, string contract) => new(chainId, Address.Parse(contract));
}
