namespace SessionKeys.Tests;

public sealed class FrameworkSecp256k1Tests : Secp256k1ProviderTests
{
    private protected override ISecp256k1Provider Provider { get; } = new FrameworkSecp256k1();

    [Fact]
    public void Name_tells_the_library()
    {
        Assert.Equal("System.Security.Cryptography", Provider.Name);
    }
}
