using SessionKeys.Bundler.Client;

namespace SessionKeys.TestKit;

/// <summary>Connections to servers of this machine; never through a proxy.</summary>
internal static class Loopback
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    public static JsonRpcClient Connect(Uri url) => new(Http, url);
}
