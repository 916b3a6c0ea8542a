namespace SessionKeys.Ledger.Tests;

/// <summary>A device double without memory: a function decides each reply. Records what was sent.</summary>
internal sealed class ScriptedTransport(Func<byte[], byte[]> answer) : ILedgerTransport
{
    public List<byte[]> Sent { get; } = [];

    /// <summary>Answers the commands in order; the last reply repeats.</summary>
    public static ScriptedTransport InOrder(params string[] repliesInHex)
    {
        int next = 0;
        return new ScriptedTransport(
            _ => Convert.FromHexString(repliesInHex[Math.Min(next++, repliesInHex.Length - 1)]));
    }

    public Task<byte[]> ExchangeAsync(ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default)
    {
        Sent.Add(apdu.ToArray());
        return Task.FromResult(answer(apdu.ToArray()));
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
