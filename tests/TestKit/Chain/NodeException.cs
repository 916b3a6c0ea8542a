namespace SessionKeys.TestKit;

/// <summary>The node refused a call.</summary>
public sealed class NodeException : Exception
{
    internal NodeException(string method, long? code, string message, byte[] revertData)
        : base($"{method} was refused by the node with code {code?.ToString(null, null) ?? "(none)"}: {message}"
            + (revertData.Length == 0 ? "" : $" (revert data {Hex.Format(revertData)})"))
    {
        Code = code;
        RevertData = revertData;
    }

    /// <summary>The JSON-RPC error code, or null if there was none.</summary>
    public long? Code { get; }

    /// <summary>What a contract reverted with; empty if it was something else.</summary>
    public byte[] RevertData { get; }
}
