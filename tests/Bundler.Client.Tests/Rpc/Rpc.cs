using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>Clients of a <see cref="FakeBundler"/> over real sockets.</summary>
internal static class Rpc
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false });

    public static JsonRpcClient Client(
        FakeBundler server, JsonRpcOptions? options = null, TimeProvider? timeProvider = null) =>
        Client(server.Endpoint, options, timeProvider);

    public static JsonRpcClient Client(
        Uri endpoint, JsonRpcOptions? options = null, TimeProvider? timeProvider = null) =>
        new(Http, endpoint, options, timeProvider);

    /// <summary>The error of a call to a server that gives one reply.</summary>
    public static async Task<BundlerException> FailureAsync(FakeReply reply, JsonRpcOptions? options = null)
    {
        await using FakeBundler server = FakeBundler.Start().On("eth_test", reply);
        return await Assert.ThrowsAsync<BundlerException>(() => Client(server, options).CallAsync("eth_test"));
    }
}
