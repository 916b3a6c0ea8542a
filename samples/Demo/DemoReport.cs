using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization;
using SessionKeys.Demo.Terminal;

namespace SessionKeys.Demo;

/// <summary>One step that was really made.</summary>
internal sealed record StepResult(
    string Chapter, int Number, string Title, bool Passed, ulong? Gas, double Seconds, string? Refusal, string? Error);

/// <summary>What a step reports about itself while it runs.</summary>
internal sealed class StepNotes
{
    /// <summary>Gas that the step used on chain.</summary>
    public ulong? Gas { get; set; }

    /// <summary>The error that the chain was asked for and gave.</summary>
    public string? Refusal { get; set; }
}

/// <summary>A step did not do what it shows; the demo ends there.</summary>
internal sealed class StepFailedException(string title, Exception cause)
    : Exception($"The demo ends at the step '{title}'.", cause);

/// <summary>Runs the steps, times them and keeps their results.</summary>
internal sealed class DemoReport(CancellationToken cancellationToken)
{
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    private readonly List<StepResult> _steps = [];
    private string _chapter = "";

    public IReadOnlyList<StepResult> Steps => _steps;

    public int Failed => _steps.Count(step => !step.Passed);

    public string Summary => $"demo: {_steps.Count - Failed} steps passed, {Failed} failed";

    public void BeginChapter(string title)
    {
        _chapter = title;
        Screen.Chapter(title);
    }

    public async Task<T> StepAsync<T>(string title, Func<StepNotes, Task<T>> action)
    {
        int number = _steps.Count + 1;
        StepNotes notes = new();
        Stopwatch watch = Stopwatch.StartNew();
        Screen.BeginStep(number, title);
        try
        {
            T result = await action(notes).ConfigureAwait(false);
            Add(number, title, notes, watch, null);
            return result;
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            Add(number, title, notes, watch, e.Message);
            throw new StepFailedException(title, e);
        }
    }

    public Task StepAsync(string title, Func<StepNotes, Task> action) => StepAsync(title, async notes =>
    {
        await action(notes).ConfigureAwait(false);
        return true;
    });

    public void FailBetweenSteps(Exception cause) =>
        Add(_steps.Count + 1, "Between two steps", new StepNotes(), Stopwatch.StartNew(), cause.Message);

    public void WriteJson(string file) =>
        File.WriteAllText(file, JsonSerializer.Serialize(new { Summary, Steps }, Json) + "\n");

    private void Add(int number, string title, StepNotes notes, Stopwatch watch, string? error)
    {
        StepResult result = new(
            _chapter,
            number,
            title,
            error is null,
            notes.Gas,
            Math.Round(watch.Elapsed.TotalSeconds, 3),
            notes.Refusal,
            error);
        _steps.Add(result);
        Screen.EndStep(result);
    }
}
