using System.Security.Cryptography;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>A plain account that gets its code together with its first operation (EIP-7702), through the real Alto.</summary>
public sealed class Eip7702Tests(DevChainFixture fixture) : IClassFixture<DevChainFixture>
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);
    private static readonly UInt256 OneEther = UInt256.Parse("1000000000000000000");
    private static readonly Address Recipient = Address.Parse("0x000000000000000000000000000000000007702a");

    [Fact]
    public async Task First_operation_brings_the_delegation_and_the_second_one_needs_none()
    {
        byte[] secret = RandomNumberGenerator.GetBytes(32);
        secret[0] = 0; // below the order of the curve
        Address account = Secp256k1.GetAddress(secret);
        DevChain chain = fixture.Chain;
        await chain.Client.SetBalanceAsync(account, OneEther);
        Address implementation = await chain.DeployAsync(
            ContractArtifact.LoadPackage("aa08", "artifacts/Simple7702Account.json").CreationCode);
        AccountDelegation delegation = new(SessionStack.ChainId, implementation, 0);
        Eip7702Authorization authorization = new(
            delegation.ChainId, delegation.Delegate, delegation.Nonce, Secp256k1.Sign(secret, delegation.Digest()));
        NodeClient node = new(chain.Client.Rpc);
        BundlerClient bundler = new(chain.Bundler.Rpc, SessionStack.ChainId, new BundlerClientOptions { Node = node });
        UserOperationSender sender = new(bundler, node, SessionStack.ChainId, EntryPointVersion.V08);
        RawHashSigner signer = new(secret);
        Call pay = Call.Function(account, "execute(address,uint256,bytes)", Recipient, (UInt256)7, Array.Empty<byte>());
        UserOperationDraft draft = new() { Sender = account, NonceKey = UInt256.Zero, CallData = pay.Data };

        UserOperationReceipt first = await sender
            .SendAsync(draft with { Authorization = authorization }, signer).WaitAsync(Limit);
        byte[] code = await node.GetCodeAsync(account);
        UserOperationReceipt second = await sender.SendAsync(draft, signer).WaitAsync(Limit);

        Assert.True(first.EnsureSuccess().IsSuccess && second.EnsureSuccess().IsSuccess);
        Assert.Equal([0xef, 0x01, 0x00, .. implementation.ToArray()], code);
        Assert.Equal((UInt256)14, await node.GetBalanceAsync(Recipient));
    }

    /// <summary>The account of the reference implementation takes the owner's signature of the hash as it is.</summary>
    private sealed class RawHashSigner(byte[] secret) : IUserOperationSigner
    {
        public ReadOnlyMemory<byte> StubSignature(UserOperation operation) => SponsoringPaymaster.StubSignature();

        public ValueTask<ReadOnlyMemory<byte>> SignAsync(
            UserOperation operation, UserOperationHash hash, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult<ReadOnlyMemory<byte>>(Secp256k1.Sign(secret, hash.Value).ToArray());
    }
}
