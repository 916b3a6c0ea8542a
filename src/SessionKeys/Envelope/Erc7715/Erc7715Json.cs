namespace SessionKeys;

/// <summary>
/// Reads and writes permission requests of ERC-7715; <c>docs/erc7715.md</c> says what each field becomes and what is
/// refused.
/// </summary>
public static class Erc7715Json
{
    /// <summary>The method by which permissions are requested.</summary>
    public const string RequestMethod = "wallet_requestExecutionPermissions";

    /// <summary>The name of the method in earlier drafts; accepted on import.</summary>
    public const string GrantMethod = "wallet_grantPermissions";

    /// <summary>The name of the method in the first drafts; accepted on import.</summary>
    public const string IssueMethod = "wallet_issuePermissions";

    /// <summary>Makes envelopes of a request, one for each permission.</summary>
    /// <param name="utf8">
    /// One request, the <c>params</c> array, or the whole JSON-RPC request; at most 256 KiB of plain ASCII.
    /// </param>
    /// <param name="options">What the request leaves open, and what is expected of it.</param>
    /// <returns>The envelopes, in the order of the permissions.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="options"/> is null.</exception>
    /// <exception cref="EnvelopeFormatException">
    /// The text is not JSON, a field is unknown, missing, there twice, or of another form. The exception names its
    /// path.
    /// </exception>
    /// <exception cref="PermissionRefusedException">
    /// A type is not supported (<c>erc7715-unsupported</c>) or a value cannot be honoured exactly
    /// (<c>erc7715-not-exact</c>); an adjustment is needed that the request excludes
    /// (<c>erc7715-adjustment-not-allowed</c>); account, chain or session key are others than expected
    /// (<c>erc7715-mismatch</c>); or the options lack something (<c>erc7715-terms-missing</c>).
    /// </exception>
    /// <exception cref="EnvelopeInvalidException">
    /// The module would refuse the envelope of a token permission, for example because it lives too long.
    /// </exception>
    public static ValueList<ImportedPermission> Import(ReadOnlySpan<byte> utf8, Erc7715ImportOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return PermissionRequestReader.Read(StrictJsonReader.Read(utf8))
            .Select((request, index) => PermissionImport.Import(request, options, index))
            .ToValueList();
    }

    /// <summary>Makes a request of an envelope.</summary>
    /// <param name="document">The envelope; the session key must be named.</param>
    /// <returns>A token type where it says exactly the same, else the library's own type with every term.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="document"/> is null.</exception>
    /// <exception cref="PermissionRefusedException">
    /// The document names no session key (<c>erc7715-terms-missing</c>).
    /// </exception>
    /// <exception cref="GrantEncodingException">
    /// A time is not in whole seconds, or a name is not plain ASCII.
    /// </exception>
    public static ExportedPermission Export(EnvelopeDocument document)
    {
        ArgumentNullException.ThrowIfNull(document);
        return PermissionExport.Export(document);
    }

    /// <summary>Writes the answer to <c>wallet_getSupportedExecutionPermissions</c>.</summary>
    /// <param name="chainIds">The chains on which the wallet grants sessions.</param>
    /// <returns>
    /// The types that are honoured as they are, with their rules. Streams are not among them: without an adjustment
    /// they are mostly refused.
    /// </returns>
    /// <exception cref="ArgumentNullException"><paramref name="chainIds"/> is null.</exception>
    public static byte[] WriteSupported(IEnumerable<ulong> chainIds)
    {
        ArgumentNullException.ThrowIfNull(chainIds);
        return PermissionRequestWriter.WriteSupported([.. chainIds]);
    }
}
