using System.Globalization;

namespace SessionKeys.Bundler.Client;

/// <summary>A call to a contract reverted; the revert data says why.</summary>
public sealed class CallRevertedException : Exception
{
    private const int LongestShown = 100;

    /// <summary>Creates the error.</summary>
    /// <param name="to">The called contract.</param>
    /// <param name="revertData">The bytes of the revert; empty if there are none.</param>
    /// <param name="reason">The revert's text where it is a text, else null.</param>
    public CallRevertedException(Address to, ReadOnlyMemory<byte> revertData, string? reason)
        : base(Describe(to, revertData, reason))
    {
        To = to;
        RevertData = revertData;
        Reason = reason;
        HelpLink = "docs/errors.md#node-callreverted";
    }

    /// <summary>The called contract.</summary>
    public Address To { get; }

    /// <summary>The bytes of the revert as the node sent them; empty if there are none.</summary>
    public ReadOnlyMemory<byte> RevertData { get; }

    /// <summary>The revert's text where it is a text, else null.</summary>
    public string? Reason { get; }

    private static string Describe(Address to, ReadOnlyMemory<byte> revertData, string? reason)
    {
        string shown = Hex.Format(revertData.Span[..Math.Min(revertData.Length, LongestShown)]);
        string data = string.Create(CultureInfo.InvariantCulture, $"revert data {shown} ({revertData.Length} bytes)");
        string text = reason is null ? data : $"\"{reason}\", {data}";
        return $"A call to {to} failed: the contract reverted with {text}. Decode the revert data, and check the "
            + "arguments and the state that the call needs. See docs/errors.md#node-callreverted.";
    }
}
