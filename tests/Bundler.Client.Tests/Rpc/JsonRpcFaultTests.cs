using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class JsonRpcFaultTests
{
    public static TheoryData<string, FakeReply, BundlerErrorKind, bool> Faults => new()
    {
        { "page with 200", FakeReply.Html(200), BundlerErrorKind.MalformedReply, false },
        { "page with 502", FakeReply.Html(502), BundlerErrorKind.Unavailable, true },
        { "page with 404", FakeReply.Html(404), BundlerErrorKind.HttpRefused, false },
        { "page with 401", FakeReply.Html(401), BundlerErrorKind.Unauthorized, false },
        { "page with 403", FakeReply.Html(403), BundlerErrorKind.Unauthorized, false },
        { "page with 408", FakeReply.Html(408), BundlerErrorKind.Timeout, true },
        { "page with 429", FakeReply.Html(429), BundlerErrorKind.RateLimited, true },
        { "redirect without a target", FakeReply.Html(302), BundlerErrorKind.HttpRefused, false },
        { "empty body", new FakeReply(), BundlerErrorKind.MalformedReply, false },
        { "no content", new FakeReply { Status = 204 }, BundlerErrorKind.MalformedReply, false },
        { "unfinished JSON", FakeReply.Unfinished(), BundlerErrorKind.MalformedReply, false },
        { "cut connection", FakeReply.Cut("1"), BundlerErrorKind.Unreachable, true },
        { "closed connection", FakeReply.Closed(), BundlerErrorKind.Unreachable, true },
        { "array instead of object", new FakeReply { Body = "[1]" }, BundlerErrorKind.MalformedReply, false },
        { "number instead of object", new FakeReply { Body = "1" }, BundlerErrorKind.MalformedReply, false },
        { "object without result", new FakeReply { Body = """{"id":$id}""" }, BundlerErrorKind.MalformedReply, false },
        { "result with 503", FakeReply.Result("1") with { Status = 503 }, BundlerErrorKind.Unavailable, true },
        {
            "duplicate member",
            new FakeReply { Body = """{"id":$id,"result":1,"result":2}""" },
            BundlerErrorKind.MalformedReply,
            false
        },
        {
            "answer to another id",
            new FakeReply { Body = """{"id":99,"result":1}""" },
            BundlerErrorKind.MalformedReply,
            false
        },
        { "answer without id", new FakeReply { Body = """{"result":1}""" }, BundlerErrorKind.MalformedReply, false },
        {
            "member name of half a character",
            new FakeReply { Body = """{"\ud800":1,"result":1}""" },
            BundlerErrorKind.MalformedReply,
            false
        },
        { "error as text", FakeReply.Error("\"Unexpected behaviour\"", 500), BundlerErrorKind.BundlerFault, true },
        { "error as text with 200", FakeReply.Error("\"no\""), BundlerErrorKind.Unknown, false },
        { "error as number", FakeReply.Error("7", 500), BundlerErrorKind.BundlerFault, true },
        { "error as array", FakeReply.Error("[[]]", 500), BundlerErrorKind.BundlerFault, true },
        { "error without anything", FakeReply.Error("{}"), BundlerErrorKind.Unknown, false },
        {
            "error of another shape",
            FakeReply.Error("""{"code":{"a":1},"message":[1],"data":3}"""),
            BundlerErrorKind.Unknown,
            false
        },
        {
            "error with text code",
            FakeReply.Error("""{"code":"-32502","message":null}"""),
            BundlerErrorKind.ValidationRuleViolated,
            false
        },
        {
            "error with fraction",
            FakeReply.Error("""{"code":-32502.0}"""),
            BundlerErrorKind.ValidationRuleViolated,
            false
        },
        {
            "error with huge code",
            FakeReply.Error("""{"code":1e400,"message":"x"}"""),
            BundlerErrorKind.Unknown,
            false
        },
        {
            "error with half a character",
            FakeReply.Error("""{"code":-32502,"message":"\ud800"}"""),
            BundlerErrorKind.ValidationRuleViolated,
            false
        },
        {
            "framework error",
            new FakeReply
            {
                Status = 400,
                Body = """{"statusCode":400,"error":"Bad Request","message":"Body is not valid JSON"}""",
            },
            BundlerErrorKind.InvalidRequest,
            false
        },
        {
            "wrong content type refused",
            new FakeReply
            {
                Status = 415,
                Body = """{"statusCode":415,"code":"FST_ERR","error":"Unsupported Media Type"}""",
            },
            BundlerErrorKind.InvalidRequest,
            false
        },
        {
            "wrong path",
            new FakeReply
            {
                Status = 404,
                Body = """{"message":"Route POST:/x not found","error":"Not Found","statusCode":404}""",
            },
            BundlerErrorKind.HttpRefused,
            false
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Fault_is_named_and_bounded(string fault, FakeReply reply, BundlerErrorKind kind, bool isTransient)
    {
        BundlerException error = await Rpc.FailureAsync(reply);

        Assert.True(kind == error.Kind, $"{fault}: expected {kind}, got {error.Kind}: {error.Message}");
        Assert.Equal(isTransient, error.IsTransient);
        Assert.Equal("eth_test", error.Method);
        Assert.True(error.Message.Length < 3500, $"{fault}: the message has {error.Message.Length} characters.");
    }

    [Fact]
    public async Task Wrong_content_type_around_a_good_reply_is_tolerated()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_test", FakeReply.Result("5") with { ContentType = "text/plain" });

        Assert.Equal(5, (await Rpc.Client(server).CallAsync("eth_test")).GetInt32());
    }

    [Fact]
    public async Task Null_error_beside_a_result_is_no_error()
    {
        await using FakeBundler server = FakeBundler.Start()
            .On("eth_test", new FakeReply { Body = """{"id":$id,"error":null,"result":5}""" });

        Assert.Equal(5, (await Rpc.Client(server).CallAsync("eth_test")).GetInt32());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Huge_reply_is_refused_without_reading_it_all(bool announcesLength)
    {
        const int megabytes = 64 * 1024; // reading them all would outlast every test run

        BundlerException error = await Rpc.FailureAsync(FakeReply.Huge(megabytes, announcesLength));

        Assert.Equal(BundlerErrorKind.ReplyTooLarge, error.Kind);
        Assert.Contains("4194304", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reply_at_the_limit_is_read_and_one_byte_more_is_refused()
    {
        var options = new JsonRpcOptions { MaxReplyBytes = 1024 };
        string padded = FakeReply.Result("1").Body.Replace("$id", "1", StringComparison.Ordinal).PadRight(1024);
        await using FakeBundler server = FakeBundler.Start().On("eth_test", new FakeReply { Body = padded });

        Assert.Equal(1, (await Rpc.Client(server, options).CallAsync("eth_test")).GetInt32());
        BundlerException error = await Rpc.FailureAsync(new FakeReply { Body = padded + " " }, options);
        Assert.Equal(BundlerErrorKind.ReplyTooLarge, error.Kind);
    }

    [Fact]
    public async Task Reply_nested_too_deep_is_refused()
    {
        BundlerException error = await Rpc.FailureAsync(FakeReply.Nested(64));

        Assert.Equal(BundlerErrorKind.MalformedReply, error.Kind);
    }

    [Fact]
    public async Task Dribbling_server_ends_in_a_timeout()
    {
        FakeReply endless = FakeReply.Result("1") with { Repeat = 2, CutAfter = 3, HoldsOpen = true };

        BundlerException error = await Rpc.FailureAsync(
            endless, new JsonRpcOptions { RequestTimeout = TimeSpan.FromMilliseconds(200) });

        Assert.Equal(BundlerErrorKind.Timeout, error.Kind);
    }

    [Fact]
    public async Task Server_text_is_shortened_and_loses_its_control_characters()
    {
        string text = "line\\nbreak " + new string('x', 100_000);

        BundlerException error = await Rpc.FailureAsync(FakeReply.Error($$"""{"code":-32603,"message":"{{text}}"}"""));

        Assert.StartsWith("line break xxx", error.ServerMessage, StringComparison.Ordinal);
        Assert.InRange(error.ServerMessage!.Length, 2000, 2003);
        Assert.DoesNotContain('\n', error.Message);
    }
}
