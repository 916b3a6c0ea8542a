using SessionKeys.Bundler.Client;

namespace SessionKeys.TestKit;

/// <summary>Connections to servers of this machine; never through a proxy.</summary>
internal static class Loopback
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>Long enough for a bundler that has every instruction of a P-256 signature traced.</summary>
    private static readonly JsonRpcOptions Patient = new() { RequestTimeout = TimeSpan.FromMinutes(3) };

    public static JsonRpcClient Connect(Uri url) => new(Http, url, Patient);
}
