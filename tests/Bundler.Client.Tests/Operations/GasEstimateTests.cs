namespace SessionKeys.Bundler.Client.Tests;

public sealed class GasEstimateTests
{
    private static readonly GasEstimate Estimate = new(101UL, 200UL, 300UL, null, null);

    [Theory]
    [InlineData(0, 101)]
    [InlineData(1, 103)]
    [InlineData(5, 107)]
    [InlineData(1000, 1111)]
    public void PreVerificationGas_gets_its_margin_rounded_up(uint percent, ulong expected)
    {
        UserOperation filled = Estimate.ApplyTo(Samples.Operation, percent);

        Assert.Equal<UInt256>(expected, filled.PreVerificationGas);
        Assert.Equal<UInt256>(200UL, filled.VerificationGasLimit);
        Assert.Equal<UInt256>(300UL, filled.CallGasLimit);
    }

    [Fact]
    public void Margin_of_the_largest_estimate_does_not_overflow()
    {
        UInt256 most = UInt128.MaxValue;

        UserOperation filled = (Estimate with { PreVerificationGas = most }).ApplyTo(Samples.Operation, 1000);

        Assert.Equal(most * 11UL, filled.PreVerificationGas);
    }

    [Fact]
    public void Margin_above_its_range_is_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Estimate.ApplyTo(Samples.Operation, 1001));
    }

    [Fact]
    public void Gas_of_a_paymaster_is_taken_only_where_it_was_estimated()
    {
        UserOperation sponsored = Samples.Operation with
        {
            Paymaster = Samples.Sender,
            PaymasterVerificationGasLimit = 1UL,
            PaymasterPostOpGasLimit = 2UL,
        };
        GasEstimate estimate = Estimate with { PaymasterVerificationGasLimit = 7UL, PaymasterPostOpGasLimit = 0UL };

        UserOperation filled = estimate.ApplyTo(sponsored);

        Assert.Equal<UInt256>(7UL, filled.PaymasterVerificationGasLimit);
        Assert.Equal<UInt256>(2UL, filled.PaymasterPostOpGasLimit);
    }

    [Fact]
    public void Gas_of_a_paymaster_is_not_set_without_one()
    {
        GasEstimate estimate = Estimate with { PaymasterVerificationGasLimit = 7UL, PaymasterPostOpGasLimit = 8UL };

        UserOperation filled = estimate.ApplyTo(Samples.Operation);

        Assert.True(filled.PaymasterVerificationGasLimit.IsZero);
        Assert.True(filled.PaymasterPostOpGasLimit.IsZero);
    }
}
