namespace SessionKeys.Tests;

public class AccountDelegationTests
{
    private const string Simple7702Account = "0x4Cd241E8d1510e30b2076397afc7508Ae59C66c9";

    /// <summary>Expected values by <c>hashAuthorization</c> of viem 2.44.4.</summary>
    [Theory]
    [InlineData(1, Simple7702Account, 0, "0x11e2637c41136a0b61d9c575741713467caf34723e3bb0c0869f5cfd57ca9ad9")]
    [InlineData(
        0, "0x0000000000000000000000000000000000000000", 127,
        "0x5f014e8b8893068509da521f1a99865df8d9531a613f276d09b0b0667bdf47ed")]
    [InlineData(31337, Simple7702Account, 128, "0x5ebc759540c6172e1f960eb04334c4bedbac7d5708c0daced09fcea5a54ae274")]
    public void Digest_is_the_one_of_an_independent_implementation(
        ulong chainId, string contract, ulong nonce, string digest)
    {
        AccountDelegation delegation = new(chainId, Address.Parse(contract), nonce);

        Assert.Equal(Hash32.Parse(digest), delegation.Digest());
        Assert.NotEqual(delegation.Digest(), (delegation with { Nonce = nonce + 1 }).Digest());
        Assert.NotEqual(delegation.Digest(), (delegation with { ChainId = chainId + 1 }).Digest());
    }

    [Fact]
    public void Delegation_to_the_zero_address_is_a_revocation()
    {
        Assert.True(new AccountDelegation(1, Address.Zero, 0).IsRevocation);
        Assert.False(new AccountDelegation(1, Address.Parse(Simple7702Account), 0).IsRevocation);
    }
}
