using System.Globalization;
using System.Text;

namespace SessionKeys.Bundler.Client;

/// <summary>One request and its answer, as far as an error message needs them.</summary>
/// <param name="Method">The JSON-RPC method.</param>
/// <param name="Endpoint">The server's address; only its scheme, host and port go into messages.</param>
/// <param name="HttpStatus">The HTTP status, or null while no answer has arrived.</param>
internal sealed record RpcExchange(string Method, Uri Endpoint, int? HttpStatus = null)
{
    private const int ShortestKey = 8;

    /// <summary>An error without a JSON-RPC error object: of the connection, of HTTP or of the reply's form.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="detail">The actual and the allowed value, without a full stop.</param>
    /// <param name="inner">The cause on this side.</param>
    public BundlerException Fail(BundlerErrorKind kind, string detail, Exception? inner = null) =>
        new(kind, Describe(kind, detail), inner) { Method = Method, HttpStatus = HttpStatus };

    /// <summary>The refusal of one field of the result.</summary>
    /// <param name="path">The field, such as <c>result.nonce</c>.</param>
    /// <param name="problem">What is wrong with it and what is expected.</param>
    public BundlerException Malformed(string path, string problem) =>
        Fail(BundlerErrorKind.MalformedReply, $"'{path}' {problem}");

    /// <summary>The three parts of a message: what was refused, the values, what to do.</summary>
    public string Describe(BundlerErrorKind kind, string detail)
    {
        BundlerErrorEntry entry = BundlerErrorTable.Find(kind);
        var message = new StringBuilder();
        message.Append(CultureInfo.InvariantCulture, $"{Method} at {Origin} failed: {entry.Happened}");
        if (detail.Length > 0)
        {
            message.Append(CultureInfo.InvariantCulture, $" ({detail})");
        }

        message.Append(CultureInfo.InvariantCulture, $". {entry.Advice} See {BundlerErrorTable.HelpLink(kind)}.");
        return message.ToString();
    }

    /// <summary>
    /// Takes out of a server's words what may be the access key in its address: error pages like to quote the path.
    /// </summary>
    public string Redact(string text)
    {
        string address = Endpoint.GetComponents(
            UriComponents.UserInfo | UriComponents.Path | UriComponents.Query, UriFormat.UriEscaped);
        foreach (string part in address.Split(['/', '?', '&', '=', '@', ':'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Length >= ShortestKey)
            {
                text = text.Replace(part, "[...]", StringComparison.OrdinalIgnoreCase)
                    .Replace(Uri.UnescapeDataString(part), "[...]", StringComparison.OrdinalIgnoreCase);
            }
        }

        return text;
    }

    private string Origin => Endpoint.GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped);
}
