namespace SessionKeys.Bundler.Client;

/// <summary>The two fees of an operation.</summary>
/// <param name="MaxFeePerGas">The highest price of a unit of gas, in wei.</param>
/// <param name="MaxPriorityFeePerGas">The highest tip for a unit of gas, in wei.</param>
public readonly record struct FeesPerGas(UInt256 MaxFeePerGas, UInt256 MaxPriorityFeePerGas)
{
    internal static FeesPerGas Read(RpcValue fees) =>
        new(fees.Field("maxFeePerGas").GasQuantity(), fees.Field("maxPriorityFeePerGas").GasQuantity());
}
