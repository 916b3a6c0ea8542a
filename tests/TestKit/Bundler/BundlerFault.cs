namespace SessionKeys.TestKit;

/// <summary>What goes wrong with one request to an <see cref="EmulatedBundler"/>.</summary>
public enum BundlerFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>The connection is cut before the request is carried out.</summary>
    DropBefore,

    /// <summary>The request is carried out, and the connection is cut instead of an answer.</summary>
    DropAfter,

    /// <summary>The request is carried out twice, as behind a proxy that repeats; the second answer is sent.</summary>
    Duplicate,

    /// <summary>The request is carried out, and the answer ends in its middle.</summary>
    Truncate,

    /// <summary>The request is carried out, and a proxy's page with HTTP 502 comes back.</summary>
    HtmlAfter,

    /// <summary>The request is not carried out: HTTP 429.</summary>
    TooManyRequests,

    /// <summary>The request is not carried out: HTTP 503.</summary>
    Unavailable,

    /// <summary>The request is carried out, and the answer is of another content type.</summary>
    WrongContentType,

    /// <summary>The request is carried out, and the answer never ends.</summary>
    NeverEnding,

    /// <summary>The request is carried out, and the answer comes late.</summary>
    Delay,
}
