namespace SessionKeys.Bundler.Client;

/// <summary>The part of a block's header that session keys need.</summary>
/// <param name="Number">The block's number.</param>
/// <param name="Hash">The block's hash.</param>
/// <param name="Time">The chain's time of the block, in whole seconds.</param>
/// <param name="BaseFeePerGasWei">The base fee in wei per gas, or null on a chain without one.</param>
public sealed record BlockHeader(ulong Number, Hash32 Hash, DateTimeOffset Time, UInt256? BaseFeePerGasWei)
{
    internal static BlockHeader Read(RpcValue block) => new(
        block.Field("number").SmallQuantity(),
        block.Field("hash").Hash(),
        block.Field("timestamp").UnixTime(),
        block.Optional("baseFeePerGas")?.GasQuantity());
}
