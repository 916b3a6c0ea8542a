using System.Text.Json;
using System.Text.RegularExpressions;

namespace SessionKeys.Tests;

/// <summary>The rules for a descriptor that a Ledger could use and that hides nothing from a person.</summary>
internal sealed partial class DescriptorCheck(JsonElement descriptor, IReadOnlySet<string> typeStrings)
{
    /// <summary>The most fields that the Ethereum app takes labels for.</summary>
    private const int MaxVisible = 50;

    /// <summary>Longer titles are cut in their middle on a Nano.</summary>
    private const int MaxLabel = 15;

    private const int MaxIntent = 25;

    /// <summary>What changes nothing that a session may do: a number against repetition, and how the text form
    /// prints.</summary>
    private static readonly string[] MayBeHidden = ["salt", "tokenNames", "capabilities.[].rules.[].printForm"];

    private readonly List<string> _findings = [];

    public IReadOnlyList<string> Run()
    {
        Members(descriptor, "$", "$schema", "$comment", "context", "metadata", "display");
        Members(descriptor.GetProperty("context"), "context", "$id", "eip712");
        Context(descriptor.GetProperty("context").GetProperty("eip712"));
        JsonElement metadata = descriptor.GetProperty("metadata");
        Members(metadata, "metadata", "owner", "contractName");
        Require(metadata.Text("owner").Length > 0, "metadata.owner is empty");
        JsonElement display = descriptor.GetProperty("display");
        Members(display, "display", "formats");
        Formats(display.GetProperty("formats"));
        return _findings;
    }

    private void Context(JsonElement context)
    {
        Members(context, "context.eip712", "deployments", "domain");
        Members(context.GetProperty("domain"), "domain", "name", "version");
        IReadOnlyDictionary<string, object> expected = TypeStrings.Operation().Domain;
        Require(Equals(expected["name"], context.GetProperty("domain").Text("name")), "domain.name differs");
        Require(Equals(expected["version"], context.GetProperty("domain").Text("version")), "domain.version differs");
        foreach (JsonElement deployment in context.GetProperty("deployments").EnumerateArray())
        {
            Members(deployment, "deployment", "chainId", "address");
            string address = deployment.Text("address");
            Require(deployment.Number("chainId") > 0, "deployment.chainId is 0");
            Require(
                Address.TryParse(address, out Address parsed) && parsed.ToString() == address,
                "deployment.address has no checksum");
        }
    }

    private void Formats(JsonElement formats)
    {
        string[] keys = [.. formats.EnumerateObject().Select(format => format.Name)];
        foreach (string missing in typeStrings.Except(keys))
        {
            Require(false, $"no format for {missing}");
        }

        foreach (JsonProperty format in formats.EnumerateObject())
        {
            if (typeStrings.Contains(format.Name))
            {
                Members(format.Value, format.Name, "intent", "fields");
                string intent = format.Value.Text("intent");
                Require(Plain().IsMatch(intent) && intent.Length <= MaxIntent, $"intent '{intent}'");
                Fields(format.Name[..format.Name.IndexOf('(', StringComparison.Ordinal)], Leaves.Of(format.Name),
                    format.Value.GetProperty("fields"));
            }
            else
            {
                Require(false, $"no message has the type {format.Name}");
            }
        }
    }

    private void Fields(string message, IReadOnlyList<(string Path, string Type)> leaves, JsonElement fields)
    {
        string[] paths = [.. fields.EnumerateArray().Select(field => field.Text("path"))];
        foreach (string missing in leaves.Select(leaf => leaf.Path).Except(paths))
        {
            Require(false, $"{message}: {missing} is not listed");
        }

        foreach (string unknown in paths.Except(leaves.Select(leaf => leaf.Path)))
        {
            Require(false, $"{message}: {unknown} is no field");
        }

        Require(paths.Distinct().Count() == paths.Length, $"{message}: a field is listed twice");
        Require(
            paths.Distinct().SequenceEqual(leaves.Select(leaf => leaf.Path).Where(paths.Contains)),
            $"{message}: the fields are in another order than the device shows them");
        string[] labels = [.. fields.EnumerateArray().Select(field => field.Text("label"))];
        Require(labels.Distinct().Count() == labels.Length, $"{message}: two fields have one label");
        int visible = fields.EnumerateArray().Count(field => field.Text("visible") == "always");
        Require(visible <= MaxVisible, $"{message}: {visible} fields are visible");
        foreach (JsonElement field in fields.EnumerateArray())
        {
            Field(field, leaves.FirstOrDefault(leaf => leaf.Path == field.Text("path")).Type);
        }
    }

    private void Field(JsonElement field, string? type)
    {
        string path = field.Text("path");
        string format = field.Text("format");
        Members(field, path, "path", "label", "format", "params", "visible");
        Require(Plain().IsMatch(field.Text("label")) && field.Text("label").Length <= MaxLabel, $"{path}: label");
        bool hasParameters = field.TryGetProperty("params", out JsonElement parameters);
        switch (format)
        {
            case "raw":
                Require(!hasParameters, $"{path}: raw has parameters");
                break;
            case "date":
                Require(type == "uint48", $"{path}: a date of type {type}");
                Require(hasParameters && parameters.ToString().Contains("timestamp", StringComparison.Ordinal)
                    && parameters.EnumerateObject().Count() == 1, $"{path}: a date without its encoding");
                break;
            default:
                Require(false, $"{path}: format {format}");
                break;
        }

        string visible = field.Text("visible");
        bool isHidden = visible == "never" && MayBeHidden.Contains(path);
        Require(visible == "always" || isHidden, $"{path}: visible {visible}");
    }

    private void Members(JsonElement value, string place, params string[] known)
    {
        foreach (JsonProperty member in value.EnumerateObject())
        {
            Require(known.Contains(member.Name), $"{place}: unknown member {member.Name}");
        }
    }

    private void Require(bool isTrue, string finding)
    {
        if (!isTrue)
        {
            _findings.Add(finding);
        }
    }

    [GeneratedRegex("^[A-Z][A-Za-z0-9 .]*$")]
    private static partial Regex Plain();
}
