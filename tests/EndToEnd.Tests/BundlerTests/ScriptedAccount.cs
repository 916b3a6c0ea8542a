using System.Security.Cryptography;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Test doubles of accounts: a few bytes of code at an address, with a deposit, and no owner.</summary>
internal static class ScriptedAccount
{
    private static readonly UInt256 DepositWei = UInt256.Parse("1000000000000000000");

    /// <summary>Accepts every operation, and reverts every call with the calldata of the call.</summary>
    /// <remarks>
    /// Assembly: if the selector is validateUserOp's, return the word 0; else copy the calldata and revert with it.
    /// </remarks>
    private static readonly byte[] EchoCode = Hex.Parse("0x5f3560e01c6319822f7c14601557365f5f37365ffd5b60205ff3");

    /// <summary>The same with the selector that v0.6 calls.</summary>
    private static readonly byte[] EchoCodeOfV06 = Hex.Parse("0x5f3560e01c633a871cdd14601557365f5f37365ffd5b60205ff3");

    /// <summary>Refuses every operation with the custom error 0xcb362b34 and the number 42.</summary>
    private static readonly byte[] RefusingCode = Hex.Parse("0x63cb362b3460e01b5f52602a60045260245ffd");

    public static Task<Address> CreateAsync(DevChain chain, Address entryPoint) =>
        CreateAsync(chain, entryPoint, entryPoint == EntryPoints.V06 ? EchoCodeOfV06 : EchoCode);

    public static Task<Address> CreateRefusingAsync(DevChain chain, Address entryPoint) =>
        CreateAsync(chain, entryPoint, RefusingCode);

    /// <summary>Accepts every operation, after some instructions that leave neither stack nor memory.</summary>
    /// <remarks>Assembly: return the word 0.</remarks>
    public static Task<Address> CreateAgreeingAsync(DevChain chain, Address entryPoint, byte[] instructions) =>
        CreateAsync(chain, entryPoint, [.. instructions, .. Hex.Parse("0x60205ff3")]);

    private static async Task<Address> CreateAsync(DevChain chain, Address entryPoint, byte[] code)
    {
        Address account = Address.FromBytes(RandomNumberGenerator.GetBytes(Address.Length));
        await chain.Client.SetCodeAsync(account, code);
        byte[] depositTo = [.. Hex.Parse("0xb760faf9"), .. new byte[12], .. account.ToArray()];
        await chain.Client.SendTransactionAsync(entryPoint, depositTo, valueWei: DepositWei);
        return account;
    }
}
