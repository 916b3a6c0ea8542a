using System.Net.Http.Json;
using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>The part of Speculos' REST interface that reads the screen and presses buttons.</summary>
/// <param name="baseAddress">Such as <c>http://127.0.0.1:5000/</c>.</param>
internal sealed class SpeculosApi(Uri baseAddress) : IDisposable
{
    private static readonly object Press = new { action = "press-and-release" };

    private readonly HttpClient _http = new() { BaseAddress = baseAddress, Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>The texts that are on the screen, from top to bottom, with a space between them.</summary>
    public async Task<string> ReadScreenAsync(CancellationToken cancellationToken)
    {
        using JsonDocument events = JsonDocument.Parse(
            await _http.GetStringAsync("events?currentscreenonly=true", cancellationToken).ConfigureAwait(false));
        return string.Join(' ', events.RootElement.GetProperty("events").EnumerateArray().Select(
            line => line.GetProperty("text").GetString()));
    }

    /// <summary>Presses <c>left</c>, <c>right</c> or <c>both</c>.</summary>
    public async Task PressAsync(string button, CancellationToken cancellationToken)
    {
        using HttpResponseMessage answer = await _http.PostAsJsonAsync($"button/{button}", Press, cancellationToken)
            .ConfigureAwait(false);
        answer.EnsureSuccessStatusCode();
    }

    public void Dispose() => _http.Dispose();
}
