namespace SessionKeys.Tests;

public sealed class EntryPointsTests
{
    [Theory]
    [InlineData(EntryPointVersion.V07, "0x0000000071727De22E5E9d8BAf0edAc6f37da032")]
    [InlineData(EntryPointVersion.V08, "0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108")]
    [InlineData(EntryPointVersion.V09, "0x433709009B8330FDa32311DF1C2AFA402eD8D009")]
    public void Address_and_version_lead_to_each_other(EntryPointVersion version, string address)
    {
        Assert.Equal(address, EntryPoints.AddressOf(version).ToString());
        Assert.True(EntryPoints.TryGetVersion(Address.Parse(address), out EntryPointVersion found));
        Assert.Equal(version, found);
    }

    [Fact]
    public void Other_address_has_no_version()
    {
        Assert.False(EntryPoints.TryGetVersion(Address.Zero, out _));
    }

    [Fact]
    public void Unknown_version_has_no_address()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EntryPoints.AddressOf((EntryPointVersion)(-1)));
    }
}
