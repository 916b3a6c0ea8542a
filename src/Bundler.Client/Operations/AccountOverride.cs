using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>What an estimation shall assume about one address instead of the chain's state.</summary>
public sealed record AccountOverride
{
    /// <summary>The native balance in wei, or null for the chain's.</summary>
    public UInt256? BalanceWei { get; init; }

    /// <summary>The code, or null for the chain's.</summary>
    public ReadOnlyMemory<byte>? Code { get; init; }

    /// <summary>Storage slots that differ from the chain's, with their values.</summary>
    public IReadOnlyDictionary<Hash32, Hash32> StateDiff { get; init; } = new Dictionary<Hash32, Hash32>();

    internal static void Write(Utf8JsonWriter writer, IReadOnlyDictionary<Address, AccountOverride> overrides)
    {
        writer.WriteStartObject();
        foreach ((Address address, AccountOverride value) in overrides)
        {
            writer.WritePropertyName(address.ToString());
            value.Write(writer);
        }

        writer.WriteEndObject();
    }

    private void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (BalanceWei is { } balance)
        {
            writer.WriteQuantity("balance"u8, balance);
        }

        if (Code is { } code)
        {
            writer.WriteBytes("code"u8, code.Span);
        }

        if (StateDiff.Count > 0)
        {
            writer.WriteStartObject("stateDiff"u8);
            foreach ((Hash32 slot, Hash32 value) in StateDiff)
            {
                writer.WriteString(slot.ToString(), value.ToString());
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }
}
