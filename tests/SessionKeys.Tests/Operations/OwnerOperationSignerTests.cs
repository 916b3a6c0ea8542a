namespace SessionKeys.Tests;

public sealed class OwnerOperationSignerTests
{
    /// <summary>
    /// Where no signer is recovered, an account compares nothing with its owner: the estimate was 2,100 gas too low.
    /// </summary>
    [Fact]
    public void Stub_is_a_signature_that_somebody_could_have_made()
    {
        UserOperation operation = new() { Sender = Samples.Account, Nonce = UInt256.Zero };
        using InMemoryApprover owner = InMemoryApprover.Create();
        OwnerOperationSigner signer = new(
            new OpenZeppelinAccount7579(Samples.Account, Samples.Module),
            owner,
            EntryPointVersion.V07,
            Samples.Context.ChainId);

        EcdsaSignature stub = EcdsaSignature.Parse(signer.StubSignature(operation).Span);

        Assert.True(stub.IsLowS);
        Assert.DoesNotContain((byte)0, stub.ToArray());
        Assert.True(Secp256k1.TryRecover(Keccak256.Hash("any"u8), stub, out Address recovered));
        Assert.NotEqual(owner.Address, recovered);
    }
}
