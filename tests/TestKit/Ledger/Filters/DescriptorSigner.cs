using System.Buffers.Binary;
using System.Text;
using System.Text.Json.Nodes;
using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>Makes descriptors that the emulated device accepts. No real device does.</summary>
public static class DescriptorSigner
{
    /// <summary>The certificate that an emulated device takes when it does not know the key by itself.</summary>
    public static byte[] Certificate { get; } =
        [0x01, 0x04, .. "test"u8, .. CatalogueKey.Sign("certificate of the test key"u8.ToArray())];

    /// <summary>A field that is shown as it is.</summary>
    public static DescriptorField Raw(string path, string label) => new(path, label, FieldFormat.Raw, null, default);

    /// <summary>A field that is shown as a date.</summary>
    public static DescriptorField Date(string path, string label)
        => new(path, label, FieldFormat.DateTime, null, default);

    /// <summary>The address of a token, which is not shown itself.</summary>
    public static DescriptorField Token(string path, int reference)
        => new(path, "Token", FieldFormat.Token, reference, default);

    /// <summary>A number that is shown as an amount of a token.</summary>
    public static DescriptorField Amount(string path, string label, int reference)
        => new(path, label, FieldFormat.Amount, reference, default);

    /// <summary>Signs a descriptor that shows every field as it is, under its path.</summary>
    /// <returns>The file.</returns>
    public static string SignAllRaw(TypedData data, string contractLabel)
        => Sign(data, contractLabel, [.. LeafPaths(data, data.PrimaryType, "").Select(path => Raw(path, path))]);

    /// <summary>Signs a descriptor.</summary>
    /// <returns>The file, in the form of Ledger's catalogue.</returns>
    public static string Sign(TypedData data, string contractLabel, params DescriptorField[] fields)
    {
        string key = TypedDataDescriptor.KeyOf(data);
        string[] parts = key.Split(':');
        FilterPreimage preimage = new(
            ulong.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture),
            Hex.Parse(parts[1]),
            Convert.FromHexString(parts[2]));
        JsonObject descriptor = new()
        {
            ["contractName"] = new JsonObject
            {
                ["label"] = contractLabel,
                ["signature"] = SignHex(preimage.Message(fields.Length, contractLabel)),
            },
            ["fields"] = new JsonArray([.. fields.Select(field => Write(preimage, field))]),
        };
        return new JsonObject { [key] = descriptor }.ToJsonString();
    }

    /// <summary>Signs the description of a token.</summary>
    public static SignedToken SignToken(uint chainId, Address contract, string ticker, int decimals)
    {
        byte[] numbers = new byte[8];
        BinaryPrimitives.WriteInt32BigEndian(numbers, decimals);
        BinaryPrimitives.WriteUInt32BigEndian(numbers.AsSpan(4), chainId);
        byte[] body = [.. Encoding.ASCII.GetBytes(ticker), .. contract.ToArray(), .. numbers];
        return SignedToken.Parse([(byte)ticker.Length, .. body, .. CatalogueKey.Sign(body)]);
    }

    private static JsonObject Write(FilterPreimage preimage, DescriptorField field)
    {
        int reference = field.TokenReference ?? 0;
        (string format, byte[] signed) = field.Format switch
        {
            FieldFormat.DateTime => ("datetime", preimage.DateTime(field.Path, field.Label)),
            FieldFormat.Token => ("token", preimage.Token(field.Path, reference)),
            FieldFormat.Amount => ("amount", preimage.Amount(field.Path, field.Label, reference)),
            _ => ("raw", preimage.Raw(field.Path, field.Label)),
        };
        JsonObject json = new()
        {
            ["format"] = format,
            ["label"] = field.Label,
            ["path"] = field.Path,
            ["signature"] = SignHex(signed),
        };
        if (field.TokenReference is not null)
        {
            json["coin_ref"] = reference;
        }

        return json;
    }

    private static string SignHex(byte[] message) => Convert.ToHexStringLower(CatalogueKey.Sign(message));

    private static IEnumerable<string> LeafPaths(TypedData data, string structName, string prefix)
        => data.Types[structName].SelectMany(field =>
        {
            string itemType = field.Type.Split('[')[0];
            int dimensions = field.Type.Count(c => c == '[');
            string path = prefix + field.Name + string.Concat(Enumerable.Repeat(".[]", dimensions));
            return data.Types.ContainsKey(itemType) ? LeafPaths(data, itemType, path + ".") : [path];
        });
}
