namespace SessionKeys;

/// <summary>
/// Functions of a budgeted token: which word holds the amount that must be counted, and which may not be granted
/// because what they move cannot be counted. The module has the same table.
/// </summary>
internal static class TokenFunctions
{
    private static readonly Dictionary<Selector, byte> AmountWords = new()
    {
        [Selector.FromSignature("transfer(address,uint256)")] = 1,
        [Selector.FromSignature("approve(address,uint256)")] = 1,
        [Selector.FromSignature("increaseAllowance(address,uint256)")] = 1,
        [Selector.FromSignature("increaseApproval(address,uint256)")] = 1,
        [Selector.FromSignature("transferFrom(address,address,uint256)")] = 2,
    };

    private static readonly Dictionary<Selector, string> Forbidden = new[]
    {
        "permit(address,address,uint256,uint256,uint8,bytes32,bytes32)",
        "permit(address,address,uint256,uint256,bytes)",
        "permit(address,address,uint256,uint256,bool,uint8,bytes32,bytes32)",
        "burn(uint256)",
        "burn(uint256,bytes)",
        "burn(address,uint256)",
        "burnFrom(address,uint256)",
        "send(address,uint256,bytes)",
        "push(address,uint256)",
        "pull(address,uint256)",
        "move(address,address,uint256)",
        "operatorSend(address,address,uint256,bytes,bytes)",
        "operatorBurn(address,uint256,bytes,bytes)",
        "authorizeOperator(address)",
        "multicall(bytes[])",
        "multicall(uint256,bytes[])",
        "multicall(bytes32,bytes[])",
        "transferAndCall(address,uint256)",
        "transferAndCall(address,uint256,bytes)",
        "transferFromAndCall(address,address,uint256)",
        "transferFromAndCall(address,address,uint256,bytes)",
        "approveAndCall(address,uint256)",
        "approveAndCall(address,uint256,bytes)",
        "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,uint8,bytes32,bytes32)",
        "transferWithAuthorization(address,address,uint256,uint256,uint256,bytes32,bytes)",
        "transfer(address,uint256,bytes)",
        "transferShares(address,uint256)",
        "transferSharesFrom(address,address,uint256)",
        "withdrawTo(address,uint256)",
        "send((uint32,bytes32,uint256,uint256,bytes,bytes,bytes),(uint256,uint256),address)",
        "setApprovalForAll(address,bool)",
        "withdraw(uint256,address,address)",
        "redeem(uint256,address,address)",
    }.ToDictionary(Selector.FromSignature);

    /// <summary>Gets the number of functions in the table.</summary>
    public static int Count => AmountWords.Count + Forbidden.Count;

    /// <summary>Gives the word that must carry a spend, or null when the function needs none.</summary>
    public static byte? AmountWord(Selector selector) =>
        AmountWords.TryGetValue(selector, out byte word) ? word : null;

    public static bool IsForbidden(Selector selector, out string signature) =>
        Forbidden.TryGetValue(selector, out signature!);
}
