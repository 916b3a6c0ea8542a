using System.Text.Json;
using System.Text.RegularExpressions;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Exchanges with real devices, from the tests of the npm package <c>@ledgerhq/hw-app-eth</c>.</summary>
internal static partial class LedgerRecordings
{
    private const string Package = "node_modules/@ledgerhq/hw-app-eth/tests";

    /// <summary>One command and its reply, both in bytes with the status word.</summary>
    internal sealed record Exchange(byte[] Command, byte[] Reply);

    /// <summary>Reads a recording of <c>fixtures/apdus</c>.</summary>
    public static IReadOnlyList<Exchange> Apdus(string name) => Exchanges(Read($"fixtures/apdus/{name}.apdus"));

    /// <summary>The commands of a recording, hexadecimal.</summary>
    public static IEnumerable<string> CommandsOf(string name)
        => Apdus(name).Select(exchange => Convert.ToHexStringLower(exchange.Command));

    /// <summary>The reply to the last command of a recording.</summary>
    public static EcdsaSignature SignatureOf(string name)
        => SignatureReply.Parse(Apdus(name)[^1].Reply[..^2], "SIGN TYPED MESSAGE");

    /// <summary>Reads a message of <c>fixtures/messages</c> as it stands.</summary>
    public static string MessageText(string name) => Read($"fixtures/messages/{name}.json");

    /// <summary>Reads a message of <c>fixtures/messages</c>; an address in message 7 has a wrong checksum.</summary>
    public static TypedData Message(string name) => TypedData.Parse(MessageText(name).Replace(
        "0xCcCCccccCCCCcCCCCCCcCcCccCcCCCcCccccccc1",
        "0xccccccccccccccccccccccccccccccccccccccc1",
        StringComparison.Ordinal));

    /// <summary>Reads the recording that stands inside one test of <c>Eth.unit.test.ts</c>.</summary>
    public static IReadOnlyList<Exchange> OfTest(string title)
    {
        string source = Read("Eth.unit.test.ts");
        int start = source.IndexOf($"test(\"{title}\"", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Package}/Eth.unit.test.ts has no test {title}.");
        int end = source.IndexOf("\n    test(", start + 1, StringComparison.Ordinal);
        return Exchanges(end < 0 ? source[start..] : source[start..end]);
    }

    /// <summary>Reads one of the two catalogues of descriptors of <c>fixtures/CAL.ts</c> as JSON.</summary>
    public static string Catalogue(string name)
    {
        string source = Read("fixtures/CAL.ts");
        int start = source.IndexOf($"export const {name} = ", StringComparison.Ordinal);
        Assert.True(start >= 0, $"{Package}/fixtures/CAL.ts has no catalogue {name}.");
        int end = source.IndexOf("\n};", start, StringComparison.Ordinal);
        string script = source[source.IndexOf('{', start)..(end + 2)];
        JsonDocumentOptions lenient = new() { AllowTrailingCommas = true };
        using JsonDocument json = JsonDocument.Parse(BareName().Replace(script, "$1\"$2\":"), lenient);
        return JsonSerializer.Serialize(json.RootElement);
    }

    /// <summary>Reads the catalogue of tokens of chain 1, base64.</summary>
    public static string Tokens() => Read("fixtures/SignatureCALEth.ts").Split('"')[1];

    private static Exchange[] Exchanges(string text) =>
        [.. Pair().Matches(text).Select(match => new Exchange(
            Convert.FromHexString(match.Groups[1].Value), Convert.FromHexString(match.Groups[2].Value)))];

    private static string Read(string file)
    {
        string path = Path.Combine(Repository.Root, Package, file);
        Assert.True(
            File.Exists(path),
            $"{Package}/{file} is missing; scripts/setup.sh installs the npm packages that tests read.");
        return File.ReadAllText(path);
    }

    [GeneratedRegex(@"=> ([0-9a-f]+)\s+<= ([0-9a-f]+)")]
    private static partial Regex Pair();

    [GeneratedRegex(@"(?m)^(\s*)(\w+):")]
    private static partial Regex BareName();
}
