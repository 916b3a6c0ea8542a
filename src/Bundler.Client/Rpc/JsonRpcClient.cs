using System.Buffers;
using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// JSON-RPC 2.0 over HTTP with one request per call, and bounds on the answer's size, depth and time.
/// </summary>
/// <remarks>
/// Thread-safe. Never sends batches, because bundlers refuse them. The caller owns the <see cref="HttpClient"/>, and
/// puts credentials into its headers or into the address.
/// </remarks>
public sealed class JsonRpcClient
{
    private readonly HttpExchange _http;
    private readonly JsonDocumentOptions _documentOptions;
    private long _lastId;

    /// <summary>Creates a client of one server.</summary>
    /// <param name="http">The connection; not disposed here.</param>
    /// <param name="endpoint">The server's absolute http or https address.</param>
    /// <param name="options">The bounds, or null for the defaults.</param>
    /// <param name="timeProvider">The clock of the request timeout, or null for the system's.</param>
    /// <exception cref="ArgumentException"><paramref name="endpoint"/> is not an absolute http or https
    /// address.</exception>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public JsonRpcClient(
        HttpClient http, Uri endpoint, JsonRpcOptions? options = null, TimeProvider? timeProvider = null)
    {
        ArgumentNullException.ThrowIfNull(http);
        ArgumentNullException.ThrowIfNull(endpoint);
        if (!endpoint.IsAbsoluteUri || (endpoint.Scheme != Uri.UriSchemeHttp && endpoint.Scheme != Uri.UriSchemeHttps))
        {
            throw new ArgumentException(
                "A JSON-RPC address was refused: it is not an absolute http or https address. "
                    + "Give one such as http://127.0.0.1:4337/.",
                nameof(endpoint));
        }

        JsonRpcOptions bounds = options ?? new JsonRpcOptions();
        bounds.Validate();
        Endpoint = endpoint;
        _http = new HttpExchange(http, endpoint, bounds, timeProvider ?? TimeProvider.System);
        _documentOptions = new JsonDocumentOptions { MaxDepth = bounds.MaxDepth, AllowDuplicateProperties = false };
    }

    /// <summary>The server's address; it may hold an access key, so do not print it.</summary>
    public Uri Endpoint { get; }

    /// <summary>Calls a method and returns its result as it came.</summary>
    /// <param name="method">The method's name.</param>
    /// <param name="writeParameters">Writes the elements of the parameter array; null for none.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The result, which may be the JSON value null.</returns>
    /// <exception cref="BundlerException">The server refused the call, or no usable answer arrived.</exception>
    public Task<JsonElement> CallAsync(
        string method, Action<Utf8JsonWriter>? writeParameters = null, CancellationToken cancellationToken = default) =>
        CallAsync(method, writeParameters, static result => result.ToElement(), cancellationToken);

    /// <summary>Calls a method and reads its result while the reply is in memory.</summary>
    internal async Task<T> CallAsync<T>(
        string method,
        Action<Utf8JsonWriter>? writeParameters,
        Func<RpcValue, T> read,
        CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        long id = Interlocked.Increment(ref _lastId);
        HttpReply reply = await _http.PostAsync(method, WriteRequest(id, method, writeParameters), cancellationToken)
            .ConfigureAwait(false);
        var exchange = new RpcExchange(method, Endpoint, reply.Status);
        using JsonDocument? document = TryParse(reply.Body);
        return document is null
            ? throw HttpErrors.NotJson(exchange, reply)
            : read(ResultOf(document.RootElement, id, exchange, reply));
    }

    /// <summary>Writes the body of a request.</summary>
    internal static ReadOnlyMemory<byte> WriteRequest(long id, string method, Action<Utf8JsonWriter>? writeParameters)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteString("jsonrpc"u8, "2.0"u8);
        writer.WriteNumber("id"u8, id);
        writer.WriteString("method"u8, method);
        writer.WriteStartArray("params"u8);
        writeParameters?.Invoke(writer);
        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static RpcValue ResultOf(JsonElement root, long id, RpcExchange exchange, HttpReply reply)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw HttpErrors.NotJsonRpc(exchange, reply, "the reply is not a JSON object");
        }

        if (root.TryGetProperty("error", out JsonElement error) && error.ValueKind != JsonValueKind.Null)
        {
            throw BundlerErrorClassifier.Classify(exchange, RpcError.Read(root, error).Without(exchange.Redact));
        }

        if (!reply.IsSuccess || !root.TryGetProperty("result", out JsonElement result))
        {
            throw HttpErrors.NotJsonRpc(exchange, reply, "the reply has neither 'result' nor 'error'");
        }

        bool isAnswer = root.TryGetProperty("id", out JsonElement answered)
            && answered.ValueKind == JsonValueKind.Number
            && answered.TryGetInt64(out long answeredId)
            && answeredId == id;
        return isAnswer
            ? new RpcValue(result, "result", exchange)
            : throw exchange.Malformed("id", $"is not {id}, the id of the request");
    }

    private JsonDocument? TryParse(ReadOnlyMemory<byte> body)
    {
        ReadOnlySpan<byte> byteOrderMark = [0xef, 0xbb, 0xbf];
        try
        {
            return JsonDocument.Parse(body.Span.StartsWith(byteOrderMark) ? body[3..] : body, _documentOptions);
        }
        catch (JsonException)
        {
            return null;
        }
        catch (InvalidOperationException)
        {
            return null; // a member name that is not valid UTF-16
        }
    }
}
