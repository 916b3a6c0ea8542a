using System.Numerics;

namespace SessionKeys.Tests;

public sealed class UInt256Tests
{
    [Fact]
    public void Literal_converts_without_cast()
    {
        UInt256 value = 5;

        Assert.Equal((UInt256)new BigInteger(5), value);
    }
}
