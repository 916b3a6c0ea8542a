using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SessionKeys.TestKit;

/// <summary>JSON-RPC to a server on loopback; never through a proxy.</summary>
internal sealed class AnvilRpc(Uri url) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false });
    private int _lastId;

    public async Task<JsonElement> CallAsync(string method, JsonNode?[] parameters, CancellationToken cancellationToken)
    {
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = Interlocked.Increment(ref _lastId),
            ["method"] = method,
            ["params"] = new JsonArray(parameters),
        };
        using HttpResponseMessage response = await _http.PostAsJsonAsync(url, request, cancellationToken)
            .ConfigureAwait(false);
        JsonElement reply = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken)
            .ConfigureAwait(false);
        return reply.TryGetProperty("error", out JsonElement error)
            ? throw Refusal(method, error)
            : reply.GetProperty("result");
    }

    public void Dispose() => _http.Dispose();

    private static NodeException Refusal(string method, JsonElement error)
    {
        long? code = error.TryGetProperty("code", out JsonElement number) ? number.GetInt64() : null;
        string message = error.GetProperty("message").GetString() ?? "(no message)";
        bool hasData = error.TryGetProperty("data", out JsonElement data) && data.ValueKind == JsonValueKind.String;
        return hasData && Hex.TryParse(data.GetString(), out byte[]? revertData)
            ? new NodeException(method, code, message, revertData)
            : new NodeException(method, code, message, []);
    }
}
