using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>How often a bundler saw an entity in operations, and how often these came into a block.</summary>
/// <param name="Address">The account, factory or paymaster.</param>
/// <param name="SeenOperations">How many operations named it.</param>
/// <param name="IncludedOperations">How many of them were included.</param>
/// <param name="Status">The bundler's word or number for its standing; null where it gives none.</param>
public sealed record EntityReputation(
    Address Address, ulong SeenOperations, ulong IncludedOperations, string? Status = null)
{
    internal static EntityReputation Read(RpcValue entry) => new(
        entry.Field("address").Address(),
        entry.Field("opsSeen").Count(),
        entry.Field("opsIncluded").Count(),
        entry.Optional("status")?.Scalar());

    internal void Write(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteAddress("address"u8, Address);
        writer.WriteQuantity("opsSeen"u8, SeenOperations);
        writer.WriteQuantity("opsIncluded"u8, IncludedOperations);
        writer.WriteEndObject();
    }
}
