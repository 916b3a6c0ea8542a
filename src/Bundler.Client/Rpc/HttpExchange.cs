using System.Globalization;
using System.Net.Http.Headers;

namespace SessionKeys.Bundler.Client;

/// <summary>Posts one body and reads the whole answer within the bounds of time and size.</summary>
internal sealed class HttpExchange(HttpClient http, Uri endpoint, JsonRpcOptions options, TimeProvider timeProvider)
{
    private const int FirstBuffer = 4096;

    private static readonly MediaTypeHeaderValue Json = new("application/json");

    /// <summary>Posts a JSON body.</summary>
    /// <param name="method">The JSON-RPC method, for error messages.</param>
    /// <param name="body">The request.</param>
    /// <param name="cancellationToken">Ends the exchange.</param>
    /// <exception cref="BundlerException">No complete answer arrived, or it is too large.</exception>
    public async Task<HttpReply> PostAsync(
        string method, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        var exchange = new RpcExchange(method, endpoint);
        using var deadline = new CancellationTokenSource(options.RequestTimeout, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, deadline.Token);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
            {
                Content = new ReadOnlyMemoryContent(body) { Headers = { ContentType = Json } },
            };
            using HttpResponseMessage response = await http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token).ConfigureAwait(false);
            exchange = exchange with { HttpStatus = (int)response.StatusCode };
            ReadOnlyMemory<byte> reply = await ReadAsync(response.Content, exchange, both.Token).ConfigureAwait(false);
            return new HttpReply((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, reply);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            string seconds = options.RequestTimeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            string limit = deadline.IsCancellationRequested ? $"the limit is {seconds} s" : "HttpClient.Timeout passed";
            throw exchange.Fail(BundlerErrorKind.Timeout, limit, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw exchange.Fail(BundlerErrorKind.Unreachable, ServerText.Clean(e.Message), e);
        }
        catch (InvalidDataException e)
        {
            throw exchange.Fail(BundlerErrorKind.MalformedReply, "the compressed reply cannot be unpacked", e);
        }
    }

    private async Task<ReadOnlyMemory<byte>> ReadAsync(
        HttpContent content, RpcExchange exchange, CancellationToken cancellationToken)
    {
        long? announced = content.Headers.ContentLength;
        if (announced > options.MaxReplyBytes)
        {
            throw TooLarge(exchange, $"{announced} bytes announced");
        }

        using Stream stream = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        byte[] buffer = new byte[announced is > 0 ? (int)announced.Value + 1 : FirstBuffer];
        int length = 0;
        while (true)
        {
            int read = await stream.ReadAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (read == 0)
            {
                return buffer.AsMemory(0, length);
            }

            length += read;
            if (length > options.MaxReplyBytes)
            {
                throw TooLarge(exchange, "more bytes arrived");
            }

            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(2 * buffer.Length, options.MaxReplyBytes + 1));
            }
        }
    }

    private BundlerException TooLarge(RpcExchange exchange, string actual) => exchange.Fail(
        BundlerErrorKind.ReplyTooLarge,
        string.Create(CultureInfo.InvariantCulture, $"{actual}; at most {options.MaxReplyBytes} are allowed"));
}
