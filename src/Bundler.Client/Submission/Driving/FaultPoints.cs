using System.Collections.Immutable;

namespace SessionKeys.Bundler.Client;

/// <summary>The moments between two effects, where tests let the process die.</summary>
internal static class FaultPoints
{
    public const string BeforePrepared = "before-prepared";
    public const string Prepared = "prepared";
    public const string NonceRead = "nonce-read";
    public const string SignedNotRecorded = "signed-not-recorded";
    public const string Signed = "signed";
    public const string SentNotRecorded = "sent-not-recorded";
    public const string Sent = "sent";
    public const string IncludedNotRecorded = "included-not-recorded";
    public const string Included = "included";
    public const string ConfirmedNotRecorded = "confirmed-not-recorded";
    public const string Final = "final";

    public static readonly ImmutableArray<string> All =
    [
        BeforePrepared, Prepared, NonceRead, SignedNotRecorded, Signed, SentNotRecorded, Sent, IncludedNotRecorded,
        Included, ConfirmedNotRecorded, Final,
    ];
}
