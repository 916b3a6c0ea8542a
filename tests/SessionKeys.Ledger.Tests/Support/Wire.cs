using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Commands written by hand, without the client that is tested elsewhere.</summary>
internal static class Wire
{
    public const string Path = "058000002c8000003c800000000000000000000000";
    public const string Sign = "e00c000115" + Path;
    public const string GetAddress = "e002000015" + Path;

    /// <summary>A domain that has one text.</summary>
    public static string[] DomainDefinition { get; } = [Struct("EIP712Domain"), Field("05", "name")];

    public static string[] Domain { get; } = [Root("EIP712Domain"), .. Text("A")];

    public static string Struct(string name) => Command("1a00", "00", Ascii(name));

    /// <summary>A member: description in digits, as it stands before the key.</summary>
    public static string Field(string description, string key)
        => Command("1a00", "ff", description + $"{key.Length:x2}" + Ascii(key));

    public static string Root(string name) => Command("1c00", "00", Ascii(name));

    public static string Length(int count) => Command("1c00", "0f", $"{count:x2}");

    public static string Value(string hex) => Command("1c00", "ff", $"{hex.Length / 2:x4}" + hex);

    /// <summary>A text in as many parts as it needs.</summary>
    public static string[] Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public static string[] Bytes(byte[] bytes)
    {
        byte[] length = [(byte)(bytes.Length >> 8), (byte)(bytes.Length & 0xff)];
        byte[][] parts = [.. length.Concat(bytes).Chunk(255)];
        return [.. parts.Select((part, i) => Command(
            i == parts.Length - 1 ? "1c00" : "1c01", "ff", Convert.ToHexStringLower(part)))];
    }

    /// <summary>A whole message whose primary type has these members.</summary>
    public static string[] Message(string[] fields, params string[] values)
        => [.. DomainDefinition, Struct("M"), .. fields, .. Domain, Root("M"), .. values, Sign];

    /// <summary>A personal message whose announced length may be wrong.</summary>
    public static string[] Personal(byte[] message, uint announced)
    {
        byte[][] parts = [.. message.Chunk(230)];
        return [.. parts.Select((part, i) => i == 0
            ? Command("0800", "00", Path + $"{announced:x8}" + Convert.ToHexStringLower(part))
            : Command("0880", "00", Convert.ToHexStringLower(part)))];
    }

    /// <summary>Sends until something is refused.</summary>
    /// <returns>The last reply, and the number of commands that were sent.</returns>
    public static async Task<(string Reply, int Sent)> SendAsync(
        EthereumAppEmulator emulator, params IEnumerable<string> commands)
    {
        await using ILedgerTransport transport = await emulator.Endpoint.ConnectAsync();
        (string Reply, int Sent) last = (string.Empty, 0);
        foreach (string command in commands)
        {
            byte[] reply = await transport.ExchangeAsync(Convert.FromHexString(command));
            last = (Convert.ToHexStringLower(reply), last.Sent + 1);
            if (!last.Reply.EndsWith("9000", StringComparison.Ordinal))
            {
                return last;
            }
        }

        return last;
    }

    /// <summary>All that the screens with this title showed.</summary>
    public static string Shown(EthereumAppEmulator emulator, string title) => string.Concat(
        emulator.Screens.Where(screen => screen.Title == title
                || screen.Title.StartsWith(title + " (", StringComparison.Ordinal))
            .SelectMany(screen => screen.Lines));

    private static string Command(string instructionAndP1, string p2, string data)
        => $"e0{instructionAndP1}{p2}{data.Length / 2:x2}{data}";

    private static string Ascii(string text) => Convert.ToHexStringLower(Encoding.ASCII.GetBytes(text));
}
