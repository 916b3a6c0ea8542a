namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Operations, hashes and replies in the shapes that were recorded from real bundlers.</summary>
internal static class Samples
{
    public static readonly Address Sender = Address.Parse("0x1721587a8ac7cc1a31d6eb5bae0c8485c4072979");

    public static readonly UInt256 ChainId = 31337UL;

    public static UserOperation Operation => new()
    {
        Sender = Sender,
        Nonce = UInt256.Parse("0x10000000000000000"),
        CallData = Hex.Parse("0xb61d27f6"),
        CallGasLimit = 0x9597UL,
        VerificationGasLimit = 0x4644dUL,
        PreVerificationGas = 0xc03aUL,
        MaxFeePerGas = 0x3c299b3aUL,
        MaxPriorityFeePerGas = 0x3b9aca00UL,
        Signature = Hex.Parse("0xffff1c"),
    };

    public static string Log =>
        $$"""
        {"address":"{{Sender}}","topics":["{{Hash(7)}}"],"data":"0x01","blockHash":"{{Hash(2)}}","blockNumber":"0x32",
        "transactionHash":"{{Hash(3)}}","transactionIndex":"0x0","logIndex":"0x6","removed":false}
        """;

    public static Hash32 Hash(byte last)
    {
        byte[] bytes = new byte[32];
        bytes[31] = last;
        return Hash32.FromBytes(bytes);
    }

    public static string TransactionReceipt(string status) =>
        $$"""
        {"transactionHash":"{{Hash(3)}}","transactionIndex":"0x0","blockHash":"{{Hash(2)}}","blockNumber":"0x32",
        "from":"{{Sender}}","to":"{{EntryPoints.V08}}","cumulativeGasUsed":"0x46c83","gasUsed":"0x46c83",
        "contractAddress":null,"status":{{status}},"logs":[{{Log}}]}
        """;

    /// <summary>A receipt as Alto sends it.</summary>
    /// <param name="hash">The operation's hash.</param>
    /// <param name="more">Further members, each with a comma behind it.</param>
    /// <param name="success">The member of this name.</param>
    public static string Receipt(UserOperationHash hash, string more = "", string success = "true") =>
        $$"""
        {{{more}}"userOpHash":"{{hash}}","entryPoint":"0x4337084d9e255ff0702461cf8895ce9e3b5ff108",
        "sender":"{{Sender}}","nonce":"0x0","actualGasUsed":"0x48092",
        "actualGasCost":"0x10d4d3fd9bf50","success":{{success}},
        "logs":[{{Log}}],"receipt":{{TransactionReceipt("null")}}}
        """;
}
