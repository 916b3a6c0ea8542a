namespace SessionKeys.Bundler.Client;

/// <summary>Refusals on this side, before an operation is signed.</summary>
internal static class LocalErrors
{
    /// <summary>The three parts of a message, without a server to name.</summary>
    /// <param name="kind">The kind.</param>
    /// <param name="sender">The account of the operation.</param>
    /// <param name="detail">The actual and the allowed value, without a full stop.</param>
    public static BundlerException Refuse(BundlerErrorKind kind, Address sender, string detail)
    {
        BundlerErrorEntry entry = BundlerErrorTable.Find(kind);
        return new BundlerException(
            kind,
            $"An operation of {sender} was not signed: {entry.Happened} ({detail}). {entry.Advice} "
                + $"See {BundlerErrorTable.HelpLink(kind)}.");
    }
}
