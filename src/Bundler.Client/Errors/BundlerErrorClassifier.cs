using System.Globalization;

namespace SessionKeys.Bundler.Client;

/// <summary>
/// Turns any server's error into one kind: the EntryPoint's code decides, then the wording, then the code.
/// </summary>
internal static class BundlerErrorClassifier
{
    /// <summary>Makes the exception for a JSON-RPC error.</summary>
    public static BundlerException Classify(RpcExchange exchange, RpcError error)
    {
        EntryPointText text = EntryPointText.Parse(error.Message);
        byte[] outer = PreferLonger(error.RevertData, text.RevertData);
        UnwrappedRevert revert = RevertUnwrapper.Unwrap(outer);
        string? reason = text.Reason ?? revert.EntryPointReason;
        string? aaCode = text.AaCode ?? EntryPointText.CodeOf(revert.EntryPointReason);
        BundlerErrorKind kind = KindOf(aaCode, error, exchange.HttpStatus);
        string words = ServerText.Clean(error.Message);
        return new BundlerException(kind, exchange.Describe(kind, Detail(words, error, exchange, revert.Text)))
        {
            Method = exchange.Method,
            HttpStatus = exchange.HttpStatus,
            Code = error.Code,
            CodeName = error.CodeName,
            ServerMessage = words.Length == 0 ? null : words,
            AaCode = aaCode,
            EntryPointReason = reason,
            RevertReason = text.RevertReason ?? revert.Text,
            RevertData = revert.Data,
            RevertError = RefusalOf(kind, revert.Data),
            OuterRevertData = outer,
            Hints = HintsOf(kind, error.Message),
        };
    }

    private static SessionRefusal? RefusalOf(BundlerErrorKind kind, byte[] revert) => kind switch
    {
        BundlerErrorKind.ValidationReverted when ModuleErrors.TryDecode(revert, out SessionRefusal? refusal) => refusal,
        BundlerErrorKind.ExecutionReverted
            when ModuleErrors.TryDecodeExecution(revert, out SessionRefusal? undone) => undone,
        _ => null,
    };

    private static BundlerErrorKind KindOf(string? aaCode, RpcError error, int? httpStatus) =>
        aaCode is null
            ? MessageKinds.Find(error) ?? CodeKinds.Find(error, httpStatus)
            : MessageKinds.FindBeside(aaCode, error.Message) ?? AaCodeKinds.Find(aaCode);

    /// <summary>Where a server sends the revert twice, one of them may be cut to the selector.</summary>
    private static byte[] PreferLonger(byte[]? first, byte[]? second) =>
        (first?.Length ?? 0) >= (second?.Length ?? 0) ? first ?? [] : second!;

    private static string Detail(string words, RpcError error, RpcExchange exchange, string? revertText)
    {
        string code = error.Code is { } number ? $"code {number}"
            : error.CodeName is { } name ? $"code {name}"
            : "no code";
        string said = words.Length == 0 ? "it gave no message" : $"it said \"{words}\"";
        string revert = revertText is null || words.Contains(revertText, StringComparison.Ordinal)
            ? string.Empty
            : $", reverted with \"{revertText}\"";
        return string.Create(CultureInfo.InvariantCulture, $"{said}{revert}, {code}, HTTP {exchange.HttpStatus}");
    }

    private static IReadOnlyList<string> HintsOf(BundlerErrorKind kind, string message)
    {
        IReadOnlyList<string> causes = BundlerErrorTable.Find(kind).Causes;
        bool isEmptyRevert = message.EndsWith("reverted 0x", StringComparison.Ordinal)
            || message.EndsWith("reverted - 0x", StringComparison.Ordinal)
            || message.EndsWith(",0x)", StringComparison.Ordinal);
        return isEmptyRevert && kind is BundlerErrorKind.ValidationReverted or BundlerErrorKind.PaymasterReverted
            ? ["The revert carries no data: the validation ran out of gas, or a called contract is missing.", .. causes]
            : causes;
    }
}
