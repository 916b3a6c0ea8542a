using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>Which logs to ask for.</summary>
public sealed record LogFilter
{
    /// <summary>The emitting contract, or null for all.</summary>
    public Address? Address { get; init; }

    /// <summary>The topics by position, at most four; null matches every value.</summary>
    public IReadOnlyList<Hash32?> Topics { get; init; } = [];

    /// <summary>The first block, inclusive.</summary>
    /// <value>The default is 0.</value>
    public ulong FromBlock { get; init; }

    /// <summary>The last block, inclusive; null is the latest one.</summary>
    public ulong? ToBlock { get; init; }

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        if (Address is { } address)
        {
            writer.WriteString("address"u8, address.ToString());
        }

        writer.WriteStartArray("topics"u8);
        foreach (Hash32? topic in Topics)
        {
            writer.WriteStringValue(topic?.ToString());
        }

        writer.WriteEndArray();
        writer.WriteString("fromBlock"u8, Quantity(FromBlock));
        writer.WriteString("toBlock"u8, ToBlock is { } last ? Quantity(last) : "latest");
        writer.WriteEndObject();
    }

    private static string Quantity(UInt256 value) => value.ToHex();
}
