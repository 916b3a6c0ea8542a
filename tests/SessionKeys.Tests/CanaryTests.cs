namespace SessionKeys.Tests;

/// <summary>Fails on command. The test script makes it fail first, to prove that a failing test is noticed.</summary>
public sealed class CanaryTests
{
    [Fact]
    public void Canary_unless_told_to_fail_sings() =>
        Assert.NotEqual("true", Environment.GetEnvironmentVariable("CANARY"));
}
