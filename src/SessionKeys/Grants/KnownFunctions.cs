namespace SessionKeys;

/// <summary>The only function names that a grant text prints; the module has the same table.</summary>
internal static class KnownFunctions
{
    private static readonly Dictionary<Selector, string> Names = new[]
    {
        "transfer(address,uint256)",
        "approve(address,uint256)",
        "transferFrom(address,address,uint256)",
        "increaseAllowance(address,uint256)",
        "deposit()",
        "withdraw(uint256)",
        "safeTransferFrom(address,address,uint256)",
        "setApprovalForAll(address,bool)",
        "mint(address,uint256)",
    }.ToDictionary(Selector.FromSignature);

    public static string Describe(Selector selector) =>
        Names.TryGetValue(selector, out string? name) ? name
        : selector == default ? "none, empty calldata"
        : $"selector {selector}";
}
