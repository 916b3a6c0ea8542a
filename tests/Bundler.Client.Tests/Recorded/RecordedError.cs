using System.Globalization;
using System.Text.Json;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>One refusal as a real bundler said it, and what the client must make of it.</summary>
/// <remarks>
/// Recorded in November 2026 from Alto 0.0.20 (unsafe mode) and 0.0.18 (safe mode), the reference bundler c70c909 and
/// Skandha aff6647, the same operations against all four. Where the recording kept only the beginning of long revert
/// bytes they are filled up; other messages that it shortened end in three dots.
/// </remarks>
internal sealed record RecordedError(
    string Bundler, string Case, int Http, string ErrorJson, BundlerErrorKind Kind, string? AaCode)
{
    private static readonly Lazy<IReadOnlyList<RecordedError>> Loaded = new(Load);

    public static IReadOnlyList<RecordedError> All => Loaded.Value;

    public static RecordedError Find(string bundler, string testCase) =>
        All.Single(recorded => recorded.Bundler == bundler && recorded.Case == testCase);

    private static List<RecordedError> Load()
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Recorded", "recorded-errors.json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(path));
        return
        [
            .. document.RootElement.EnumerateArray().Select(entry => new RecordedError(
                entry.GetProperty("bundler").GetString()!,
                entry.GetProperty("case").GetString()!,
                entry.GetProperty("http").GetInt32(),
                entry.GetProperty("error").GetRawText(),
                Enum.Parse<BundlerErrorKind>(entry.GetProperty("kind").GetString()!),
                entry.GetProperty("aaCode").GetString())),
        ];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Bundler}: {Case}");
}
