using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class JsonRpcClientTests
{
    [Fact]
    public async Task Call_sends_one_object_with_version_id_method_and_parameters()
    {
        await using FakeBundler server = FakeBundler.Start().On("eth_test", FakeReply.Result("true"));

        await Rpc.Client(server).CallAsync("eth_test", writer => writer.WriteStringValue("0x1"));

        FakeRequest request = Assert.Single(server.Requests);
        Assert.Equal("""{"jsonrpc":"2.0","id":1,"method":"eth_test","params":["0x1"]}""", request.Body);
        Assert.Equal("application/json", request.ContentType);
    }

    [Fact]
    public async Task Call_without_parameters_sends_an_empty_array()
    {
        await using FakeBundler server = FakeBundler.Start().On("eth_test", FakeReply.Result("null"));

        JsonElement result = await Rpc.Client(server).CallAsync("eth_test");

        Assert.Equal(JsonValueKind.Null, result.ValueKind);
        Assert.Equal(0, Assert.Single(server.Requests).Parameters.GetArrayLength());
    }

    [Fact]
    public async Task Parallel_calls_each_get_their_own_answer()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_echo", request => FakeReply.Result(request.Parameters[0].GetRawText()));
        JsonRpcClient client = Rpc.Client(server);

        int[] answers = await Task.WhenAll(Enumerable.Range(0, 32).Select(async number =>
            (await client.CallAsync("eth_echo", writer => writer.WriteNumberValue(number))).GetInt32()));

        Assert.Equal(Enumerable.Range(0, 32), answers);
    }

    [Fact]
    public async Task Byte_order_mark_before_the_reply_is_tolerated()
    {
        FakeReply marked = FakeReply.Result("7");
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_test", marked with { Body = '\ufeff' + marked.Body });

        JsonElement result = await Rpc.Client(server).CallAsync("eth_test");

        Assert.Equal(7, result.GetInt32());
    }

    [Theory]
    [InlineData("ftp://127.0.0.1/")]
    [InlineData("relative/path")]
    public void Address_that_is_not_http_is_refused(string address)
    {
        using var http = new HttpClient();

        ArgumentException refusal = Assert.Throws<ArgumentException>(
            () => new JsonRpcClient(http, new Uri(address, UriKind.RelativeOrAbsolute)));

        Assert.Contains("http or https", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 4096, 64)]
    [InlineData(30, 1023, 64)]
    [InlineData(30, 4096, 7)]
    [InlineData(30, 4096, 257)]
    public void Options_outside_their_range_are_refused(int seconds, int bytes, int depth)
    {
        var options = new JsonRpcOptions
        {
            RequestTimeout = TimeSpan.FromSeconds(seconds),
            MaxReplyBytes = bytes,
            MaxDepth = depth,
        };

        Assert.Throws<ArgumentOutOfRangeException>(() => Rpc.Client(new Uri("http://127.0.0.1/"), options));
    }

    [Fact]
    public async Task Cancelled_call_throws_the_cancellation_and_no_bundler_error()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_test", FakeReply.Result("1") with { Delay = TimeSpan.FromSeconds(30) });
        using var cancellation = new CancellationTokenSource(TimeSpan.FromMilliseconds(100));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Rpc.Client(server).CallAsync("eth_test", cancellationToken: cancellation.Token));
    }

    [Fact]
    public async Task Silent_server_ends_in_a_timeout()
    {
        FakeReply late = FakeReply.Result("1") with { Delay = TimeSpan.FromSeconds(30) };
        var watch = Stopwatch.StartNew();

        BundlerException error = await Rpc.FailureAsync(
            late, new JsonRpcOptions { RequestTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(BundlerErrorKind.Timeout, error.Kind);
        Assert.True(error.IsTransient);
        Assert.Contains("0.2 s", error.Message, StringComparison.Ordinal);
        Assert.True(watch.Elapsed < TimeSpan.FromSeconds(20), "The timeout must end the call, not the server.");
    }

    [Fact]
    public async Task Refused_connection_is_unreachable()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Rpc.Client(new Uri($"http://127.0.0.1:{port}/")).CallAsync("eth_test"));

        Assert.Equal(BundlerErrorKind.Unreachable, error.Kind);
        Assert.True(error.IsTransient);
        Assert.Null(error.HttpStatus);
    }

    [Fact]
    public async Task Access_key_in_the_address_never_appears_in_an_error()
    {
        await using FakeBundler server = FakeBundler.Start().On("eth_test", FakeReply.Html(403));
        var address = new Uri(server.Endpoint, "v2/secret-path-key?apikey=secret-query-key");

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => Rpc.Client(address).CallAsync("eth_test"));

        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.Contains($"http://127.0.0.1:{server.Endpoint.Port}", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<FakeReply> Echoes => new(
        Page("text/html", "Cannot POST /v2/secret-path-key?apikey=secret%20query"),
        Page("text/plain", new string('x', 100) + " /v2/SECRET-path-key"),
        Page("application/json", """{"message":"Route POST:/v2/secret-path-key not found","error":"none"}"""),
        FakeReply.Error("""{"code":-32000,"message":"key 'secret query' has no credit"}"""),
        FakeReply.Error("""{"code":"secret-path-key","message":"AA23 reverted: secret-path-key"}"""),
        FakeReply.Result("\"secret-path-key\""));

    [Theory]
    [MemberData(nameof(Echoes))]
    public async Task Access_key_that_the_server_quotes_never_appears_in_an_error(FakeReply echo)
    {
        await using FakeBundler server = FakeBundler.Start().On("eth_chainId", echo);
        var address = new Uri(server.Endpoint, "v2/secret-path-key?apikey=secret%20query");

        BundlerException error = await Assert.ThrowsAsync<BundlerException>(
            () => new NodeClient(Rpc.Client(address)).GetChainIdAsync());

        string all = $"{error} {error.ServerMessage} {error.CodeName}";
        Assert.DoesNotContain("secret", all, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("[...]", error.Message, StringComparison.Ordinal);
    }

    private static FakeReply Page(string type, string body) => new() { Status = 404, ContentType = type, Body = body };
}
