namespace SessionKeys.Bundler.Client;

/// <summary>
/// The fees of a replacement: bundlers want at least 10 % more of both; 12 % leaves room for rounding.
/// </summary>
internal static class FeeRaise
{
    public static FeesPerGas Of(FeesPerGas before, FeesPerGas quoted) => new(
        Raise(before.MaxFeePerGas, quoted.MaxFeePerGas),
        Raise(before.MaxPriorityFeePerGas, quoted.MaxPriorityFeePerGas));

    private static UInt256 Raise(UInt256 before, UInt256 quoted)
    {
        UInt256 raised = before.IsZero ? UInt256.One : ((before * 112UL) + 99UL) / 100UL;
        return raised > quoted ? raised : quoted;
    }
}
