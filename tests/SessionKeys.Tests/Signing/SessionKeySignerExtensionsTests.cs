using System.Text;

namespace SessionKeys.Tests;

public sealed class SessionKeySignerExtensionsTests
{
    private static readonly PackedGrant Packed = GrantEncoding.Encode(Samples.Grant);

    [Theory]
    [InlineData(ApprovalForm.Text)]
    [InlineData(ApprovalForm.Typed)]
    public async Task Session_key_signs_the_revocation_of_its_session(ApprovalForm form)
    {
        using InMemorySessionKey key = InMemorySessionKey.Create();

        Approval approval = await key.SignRevocationAsync(Packed, form);

        EcdsaSignature signature = EcdsaSignature.Parse(approval.Signature.Span);
        Assert.True(Secp256k1.TryRecover(Digest(form), signature, out Address signer));
        Assert.Equal((form, key.Address), (approval.Form, signer));
    }

    [Theory]
    [InlineData(ApprovalForm.Text)]
    [InlineData(ApprovalForm.Typed)]
    public async Task P256_key_puts_its_public_key_before_its_signature(ApprovalForm form)
    {
        using InMemoryP256SessionKey key = InMemoryP256SessionKey.Create();

        Approval approval = await key.SignRevocationAsync(Packed, form);

        Assert.Equal(128, approval.Signature.Length);
        Assert.Equal(key.PublicKey.ToArray(), approval.Signature[..64].ToArray());
        Assert.True(P256.Verify(key.PublicKey.Span, Digest(form), approval.Signature.Span[64..]));
    }

    [Fact]
    public async Task Form_that_does_not_exist_is_refused()
    {
        using InMemorySessionKey key = InMemorySessionKey.Create();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await key.SignRevocationAsync(Packed, (ApprovalForm)2));
    }

    private static Hash32 Digest(ApprovalForm form)
    {
        SessionContext context = Samples.Context;
        (ulong chain, Address module, Address account) = (context.ChainId, context.Module, context.Account);
        return form == ApprovalForm.Text
            ? PersonalMessage.Digest(
                Encoding.ASCII.GetBytes(RevocationText.RenderOne(chain, module, account, Packed.SessionId)))
            : RevocationTypedData.ForOne(chain, module, account, Packed.SessionId).Digest();
    }
}
