using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>Sends a bundler raw JSON-RPC, so that the tests of the chain itself need no client library.</summary>
internal static class BundlerRpc
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>The whole reply: <c>result</c> or <c>error</c>.</summary>
    public static async Task<JsonElement> SendAsync(Uri url, string method, string parameters = "[]")
    {
        string request = $$"""{"jsonrpc":"2.0","id":1,"method":"{{method}}","params":{{parameters}}}""";
        // Alto refuses a content type that also names a charset.
        using var content = new StringContent(request, Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
        using HttpResponseMessage response = await Http.PostAsync(url, content);
        using JsonDocument document = JsonDocument.Parse(await response.Content.ReadAsStringAsync());
        return document.RootElement.Clone();
    }
}
