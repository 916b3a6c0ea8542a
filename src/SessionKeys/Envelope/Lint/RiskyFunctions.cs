namespace SessionKeys;

/// <summary>Functions of well-known contracts by which value leaves an account.</summary>
/// <remarks>Signatures: ERC-20, ERC-721, ERC-777, ERC-1155, ERC-2612, ERC-4626, Permit2, WETH9, Uniswap v2 and v3, Aave
/// v3, Multicall3, as their sources say.</remarks>
internal static class RiskyFunctions
{
    /// <summary>The contract that many tokens' users have approved without limit; the same on all chains.</summary>
    public static readonly Address Permit2 = Address.Parse("0x000000000022D473030F116dDEE9F6B43aC78BA3");

    public static readonly ValueList<RiskyFunction> All =
    [
        new("transfer(address,uint256)", FunctionRisk.Moves, 0),
        new("transferFrom(address,address,uint256)", FunctionRisk.Moves, 1),
        new("safeTransferFrom(address,address,uint256)", FunctionRisk.Moves, 1),
        new("safeTransferFrom(address,address,uint256,bytes)", FunctionRisk.Moves, 1),
        new("safeTransferFrom(address,address,uint256,uint256,bytes)", FunctionRisk.Moves, 1),
        new("safeBatchTransferFrom(address,address,uint256[],uint256[],bytes)", FunctionRisk.Moves, 1),
        new("transferFrom(address,address,uint160,address)", FunctionRisk.Moves, 1),
        new("send(address,uint256,bytes)", FunctionRisk.Moves, 0),
        new("withdraw(uint256,address,address)", FunctionRisk.Moves, 1),
        new("redeem(uint256,address,address)", FunctionRisk.Moves, 1),
        new("deposit(uint256,address)", FunctionRisk.Moves, 1),
        new("mint(uint256,address)", FunctionRisk.Moves, 1),
        new("withdraw(address,uint256,address)", FunctionRisk.Moves, 2),
        new("supply(address,uint256,address,uint16)", FunctionRisk.Moves, 2),
        new("borrow(address,uint256,uint256,uint16,address)", FunctionRisk.Moves, 4),
        new("swapExactTokensForTokens(uint256,uint256,address[],address,uint256)", FunctionRisk.Moves, 3),
        new("swapTokensForExactTokens(uint256,uint256,address[],address,uint256)", FunctionRisk.Moves, 3),
        new("swapExactETHForTokens(uint256,address[],address,uint256)", FunctionRisk.Moves, 2),
        new("swapExactTokensForETH(uint256,uint256,address[],address,uint256)", FunctionRisk.Moves, 3),
        new(
            "exactInputSingle((address,address,uint24,address,uint256,uint256,uint256,uint160))",
            FunctionRisk.Moves,
            3),
        new("exactInputSingle((address,address,uint24,address,uint256,uint256,uint160))", FunctionRisk.Moves, 3),
        new(
            "exactOutputSingle((address,address,uint24,address,uint256,uint256,uint256,uint160))",
            FunctionRisk.Moves,
            3),
        new("exactInput((bytes,address,uint256,uint256,uint256))", FunctionRisk.Moves),
        new("approve(address,uint256)", FunctionRisk.Approves, 0),
        new("increaseAllowance(address,uint256)", FunctionRisk.Approves, 0),
        new("increaseApproval(address,uint256)", FunctionRisk.Approves, 0),
        new("approve(address,address,uint160,uint48)", FunctionRisk.Approves, 1),
        new("permit(address,address,uint256,uint256,uint8,bytes32,bytes32)", FunctionRisk.Approves, 1),
        new("setApprovalForAll(address,bool)", FunctionRisk.ApprovesAll, 0),
        new("authorizeOperator(address)", FunctionRisk.ApprovesAll, 0),
        new("multicall(bytes[])", FunctionRisk.Executes),
        new("multicall(uint256,bytes[])", FunctionRisk.Executes),
        new("multicall(bytes32,bytes[])", FunctionRisk.Executes),
        new("aggregate((address,bytes)[])", FunctionRisk.Executes),
        new("tryAggregate(bool,(address,bytes)[])", FunctionRisk.Executes),
        new("aggregate3((address,bool,bytes)[])", FunctionRisk.Executes),
        new("aggregate3Value((address,bool,uint256,bytes)[])", FunctionRisk.Executes),
        new("execute(address,uint256,bytes)", FunctionRisk.Executes),
        new("execute(bytes32,bytes)", FunctionRisk.Executes),
        new("execute(bytes,bytes[])", FunctionRisk.Executes),
        new("execute(bytes,bytes[],uint256)", FunctionRisk.Executes),
        new("executeBatch((address,uint256,bytes)[])", FunctionRisk.Executes),
        new("multiSend(bytes)", FunctionRisk.Executes),
    ];

    private static readonly Dictionary<Selector, RiskyFunction> BySelector =
        All.ToDictionary(function => Selector.FromSignature(function.Signature));

    public static RiskyFunction? Find(Selector selector) => BySelector.GetValueOrDefault(selector);
}
