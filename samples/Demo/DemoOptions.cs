using SessionKeys.Ledger;

namespace SessionKeys.Demo;

/// <summary>What the command line asks for.</summary>
internal sealed record DemoOptions(LedgerEndpoint? Ledger, string? JsonFile, bool IsHelp)
{
    public const string Usage = """
        usage: demo.sh [--ledger emulator|hid|hid:PATH|tcp:HOST:PORT] [--json FILE]

          --ledger emulator        the built-in emulator of the Ledger's Ethereum app (default)
          --ledger hid             the Ledger on USB; hid:PATH or hid:SERIAL if there are several (docs/ledger.md)
          --ledger tcp:HOST:PORT   Speculos, such as tcp:127.0.0.1:9999; you press its buttons
          --json FILE              also write the closing table to FILE as JSON
        """;

    public static DemoOptions Parse(IReadOnlyList<string> arguments)
    {
        DemoOptions options = new(null, null, false);
        for (int i = 0; i < arguments.Count; i++)
        {
            options = arguments[i] switch
            {
                "--help" or "-h" => options with { IsHelp = true },
                "--ledger" => options with { Ledger = ParseLedger(ValueOf(arguments, ref i)) },
                "--json" => options with { JsonFile = ParseFile(ValueOf(arguments, ref i)) },
                string other => throw new DemoUsageException(
                    $"The option '{other}' was refused. Allowed are --ledger, --json and --help."),
            };
        }

        return options;
    }

    private static LedgerEndpoint? ParseLedger(string value) =>
        value == "emulator" ? null : LedgerEndpoint.Parse(value);

    private static string ParseFile(string value)
    {
        if (value.Length == 0)
        {
            throw new DemoUsageException("The file '' was refused: its name is empty. Name a file.");
        }

        string path = Path.GetFullPath(value);
        if (Directory.Exists(path))
        {
            throw new DemoUsageException($"The file '{value}' was refused: it is a folder. Name a file in it.");
        }

        string folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder))
        {
            throw new DemoUsageException(
                $"The file '{value}' was refused: the folder '{folder}' does not exist. "
                + "Make it, or name another file.");
        }

        ThrowIfNotWritable(path, value);
        return path;
    }

    /// <summary>Finds out before the demo, not after it; a file that is there keeps its content.</summary>
    private static void ThrowIfNotWritable(string path, string value)
    {
        bool isNew = !File.Exists(path);
        try
        {
            using (File.Open(path, FileMode.OpenOrCreate, FileAccess.Write))
            {
            }

            if (isNew)
            {
                File.Delete(path);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new DemoUsageException(
                $"The file '{value}' was refused: it cannot be written ({e.Message}) Name a file that you may write.");
        }
    }

    private static string ValueOf(IReadOnlyList<string> arguments, ref int index)
    {
        string option = arguments[index];
        index++;
        return index < arguments.Count
            ? arguments[index]
            : throw new DemoUsageException($"The option '{option}' was refused: its value is missing. Add it.");
    }
}

/// <summary>The command line was wrong.</summary>
internal sealed class DemoUsageException(string message) : Exception(message);
