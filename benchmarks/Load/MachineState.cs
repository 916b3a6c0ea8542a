using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace SessionKeys.Load;

/// <summary>On what was measured, and how busy it was.</summary>
/// <param name="Processor">The model.</param>
/// <param name="Cores">How many.</param>
/// <param name="Load">The average number of running programs over one, five and fifteen minutes; empty where the
/// system tells none.</param>
/// <param name="Framework">The .NET release.</param>
/// <param name="Date">The day, UTC.</param>
public sealed record MachineState(string Processor, int Cores, string Load, string Framework, string Date)
{
    public static JsonSerializerOptions Indented { get; } =
        new(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NewLine = "\n",
            WriteIndented = true,
        };

    public static MachineState Read() => new(
        FirstLine("/proc/cpuinfo", "model name")?.Split(':')[^1].Trim() ?? $"{RuntimeInformation.ProcessArchitecture}",
        Environment.ProcessorCount,
        FirstLine("/proc/loadavg", string.Empty) is { } load ? string.Join(' ', load.Split(' ')[..3]) : string.Empty,
        RuntimeInformation.FrameworkDescription,
        TimeProvider.System.GetUtcNow().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static string? FirstLine(string file, string start) => File.Exists(file)
        ? File.ReadLines(file).FirstOrDefault(line => line.StartsWith(start, StringComparison.Ordinal))
        : null;
}
