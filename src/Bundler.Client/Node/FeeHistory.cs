using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>The tips that recent blocks paid, for nodes that suggest none.</summary>
internal static class FeeHistory
{
    private const string Blocks = "0xa";
    private const int Percentile = 50;

    public static void WriteRequest(Utf8JsonWriter writer)
    {
        writer.WriteStringValue(Blocks);
        writer.WriteStringValue("latest");
        writer.WriteStartArray();
        writer.WriteNumberValue(Percentile);
        writer.WriteEndArray();
    }

    /// <summary>The median over the blocks of the middle tip of each block.</summary>
    public static UInt256 ReadMedianTip(RpcValue history)
    {
        RpcValue rewards = history.Field("reward");
        UInt256[] tips = [.. rewards
            .List(static block => block.List(static tip => tip.GasQuantity()))
            .SelectMany(static block => block)
            .Order()];
        return tips.Length > 0 ? tips[tips.Length / 2] : throw rewards.Refuse("the tips of at least one block");
    }
}
