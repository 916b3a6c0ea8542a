namespace SessionKeys.Tests;

/// <summary>One case for each registered capability id.</summary>
internal static class CapabilityCases
{
    private static readonly Address Weth = Address.Parse("0xC02aaA39b223FE8D0A0e5C4F27eAD9083C756Cc2");

    private static readonly Address UniswapRouter = Address.Parse("0x68b3465833fb72A70ecDF485E0e4C7bD8665Fc45");

    private static readonly Address AavePool = Address.Parse("0x87870Bca3F3fD6335C3F4ce8392D69350B4fA4E2");

    private static readonly Address Other = Address.Parse("0xbad0000000000000000000000000000000000001");

    private static readonly Address Bought = Address.Parse("0x70cec00000000000000000000000000000000002");

    public static IReadOnlyDictionary<string, CapabilityCase> All { get; } = new CapabilityCase[]
    {
        Erc20("erc20.transfer", "transfer(address,uint256)"),
        Erc20("erc20.approve", "approve(address,uint256)"),
        Erc721(),
        Native(),
        Wrap(),
        Unwrap(),
        Uniswap(),
        AaveSupply(),
        AaveWithdraw(),
        Swap(),
        Quote(),
    }.ToDictionary(each => each.Request.Id);

    private static CapabilityRequest Request(string id) => new() { Id = id, ChainId = 1 };

    private static CapabilityRequest TokenRequest(string id) =>
        Request(id) with { Token = Asset.Token(Samples.Token), Destinations = [Samples.Recipient], MaxAmount = 100 };

    private static CapabilityCase Erc20(string id, string signature)
    {
        Call Of(Address token, Address to, ulong amount) => Call.Function(token, signature, to, (UInt256)amount);
        return new(TokenRequest(id), Of(Samples.Token, Samples.Recipient, 100), 100, new Dictionary<string, Call>
        {
            ["another destination"] = Of(Samples.Token, Other, 100),
            ["more than one call may move"] = Of(Samples.Token, Samples.Recipient, 101),
            ["another token"] = Of(Bought, Samples.Recipient, 100),
            ["native value"] = Of(Samples.Token, Samples.Recipient, 100) with { Value = 1 },
            ["another function"] = Call.Function(
                Samples.Token, "increaseAllowance(address,uint256)", Samples.Recipient, (UInt256)100),
        });
    }

    private static CapabilityCase Erc721()
    {
        Call Of(Address from, Address to, Address? token = null) => Call.Function(
            token ?? Samples.Token, "safeTransferFrom(address,address,uint256)", from, to, (UInt256)7);
        CapabilityRequest request = TokenRequest("erc721.transfer") with { MaxAmount = null };
        return new(request, Of(Samples.Account, Samples.Recipient), 1, new Dictionary<string, Call>
        {
            ["another destination"] = Of(Samples.Account, Other),
            ["another owner"] = Of(Other, Samples.Recipient),
            ["another token"] = Of(Samples.Account, Samples.Recipient, Bought),
        });
    }

    private static CapabilityCase Native()
    {
        CapabilityRequest request = Request("native.transfer") with
        {
            Destinations = [Samples.Recipient],
            MaxValue = 5,
        };
        return new(request, new Call(Samples.Recipient, 5, default), 0, new Dictionary<string, Call>
        {
            ["another destination"] = new(Other, 5, default),
            ["more value"] = new(Samples.Recipient, 6, default),
            ["calldata"] = new(Samples.Recipient, 5, new byte[] { 1, 2, 3, 4 }),
        });
    }

    private static CapabilityCase Wrap()
    {
        Call allowed = Call.Function(Weth, "deposit()") with { Value = 5 };
        return new(Request("weth.wrap") with { MaxValue = 5 }, allowed, 0, new Dictionary<string, Call>
        {
            ["another contract"] = allowed with { Target = Other },
            ["more value"] = allowed with { Value = 6 },
            ["another function"] = Call.Function(Weth, "withdraw(uint256)", (UInt256)5),
        });
    }

    private static CapabilityCase Unwrap()
    {
        Call Of(Address weth, ulong amount) => Call.Function(weth, "withdraw(uint256)", (UInt256)amount);
        return new(Request("weth.unwrap") with { MaxAmount = 5 }, Of(Weth, 5), 0, new Dictionary<string, Call>
        {
            ["another contract"] = Of(Other, 5),
            ["more"] = Of(Weth, 6),
            ["native value"] = Of(Weth, 5) with { Value = 1 },
        });
    }

    private static CapabilityRequest Exchange(string id) => TokenRequest(id) with
    {
        ReceivedTokens = [Bought],
        WorstRate = (9, 10),
    };

    private static CapabilityCase Uniswap()
    {
        const string signature =
            "exactInputSingle((address,address,uint24,address,uint256,uint256,uint160))";
        static Call Of(Address spent, Address received, Address to, ulong amount, ulong least, Address? router = null)
        {
            object[] parameters =
                [spent, received, (UInt256)3000, to, (UInt256)amount, (UInt256)least, UInt256.Zero];
            return Call.Function(router ?? UniswapRouter, signature, [parameters]);
        }

        CapabilityRequest request = Exchange("uniswap.v3.exact-input-single") with { Destinations = [] };
        Call allowed = Of(Samples.Token, Bought, Samples.Account, 100, 90);
        return new(request, allowed, 100, new Dictionary<string, Call>
        {
            ["another token spent"] = Of(Bought, Bought, Samples.Account, 100, 90),
            ["another token received"] = Of(Samples.Token, Other, Samples.Account, 100, 90),
            ["another recipient"] = Of(Samples.Token, Bought, Other, 100, 90),
            ["more than one call may move"] = Of(Samples.Token, Bought, Samples.Account, 101, 101),
            ["a worse rate"] = Of(Samples.Token, Bought, Samples.Account, 100, 89),
            ["another router"] = Of(Samples.Token, Bought, Samples.Account, 100, 90, Other),
            ["native value"] = allowed with { Value = 1 },
        });
    }

    private static CapabilityCase AaveSupply()
    {
        static Call Of(Address token, ulong amount, Address to) => Call.Function(
            AavePool, "supply(address,uint256,address,uint16)", token, (UInt256)amount, to, UInt256.Zero);
        CapabilityRequest request = TokenRequest("aave.v3.supply") with { Destinations = [AavePool] };
        return new(request, Of(Samples.Token, 100, Samples.Account), 100, new Dictionary<string, Call>
        {
            ["another token"] = Of(Bought, 100, Samples.Account),
            ["more than one call may move"] = Of(Samples.Token, 101, Samples.Account),
            ["for somebody else"] = Of(Samples.Token, 100, Other),
            ["another pool"] = Of(Samples.Token, 100, Samples.Account) with { Target = Other },
        });
    }

    private static CapabilityCase AaveWithdraw()
    {
        static Call Of(Address token, ulong amount, Address to) =>
            Call.Function(AavePool, "withdraw(address,uint256,address)", token, (UInt256)amount, to);
        CapabilityRequest request = TokenRequest("aave.v3.withdraw") with { Destinations = [] };
        return new(request, Of(Samples.Token, 100, Samples.Account), 0, new Dictionary<string, Call>
        {
            ["another token"] = Of(Bought, 100, Samples.Account),
            ["more than one call may move"] = Of(Samples.Token, 101, Samples.Account),
            ["to somebody else"] = Of(Samples.Token, 100, Other),
        });
    }

    private static CapabilityCase Swap()
    {
        static Call Of(Address spent, Address received, ulong amount, ulong least, Address to) => Call.Function(
            Samples.Recipient,
            "swap(address,address,uint256,uint256,address)",
            spent,
            received,
            (UInt256)amount,
            (UInt256)least,
            to);
        return new(
            Exchange("swap.execute"),
            Of(Samples.Token, Bought, 100, 90, Samples.Account),
            100,
            Exchanged((spent, received, amount, least, to) => Of(spent, received, amount, least, to)));
    }

    private static CapabilityCase Quote()
    {
        static Call Of(Address spent, Address received, ulong amount, ulong least, Address to) => Call.Function(
            Samples.Recipient,
            "acceptQuote(bytes32,address,address,uint256,uint256,address)",
            Keccak256.Hash("quote"u8),
            spent,
            received,
            (UInt256)amount,
            (UInt256)least,
            to);
        return new(
            Exchange("quote.accept"),
            Of(Samples.Token, Bought, 100, 90, Samples.Account),
            100,
            Exchanged((spent, received, amount, least, to) => Of(spent, received, amount, least, to)));
    }

    private static Dictionary<string, Call> Exchanged(Func<Address, Address, ulong, ulong, Address, Call> of) => new()
    {
        ["another token spent"] = of(Bought, Bought, 100, 90, Samples.Account),
        ["another token received"] = of(Samples.Token, Other, 100, 90, Samples.Account),
        ["more than one call may move"] = of(Samples.Token, Bought, 101, 101, Samples.Account),
        ["a worse rate"] = of(Samples.Token, Bought, 100, 89, Samples.Account),
        ["another recipient"] = of(Samples.Token, Bought, 100, 90, Other),
        ["another contract"] = of(Samples.Token, Bought, 100, 90, Samples.Account) with { Target = Other },
    };
}
