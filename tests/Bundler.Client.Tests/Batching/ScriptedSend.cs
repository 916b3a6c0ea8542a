using System.Collections.Concurrent;
using System.Threading.Channels;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A sender of batches that a test answers, and that remembers what it was given.</summary>
internal sealed class ScriptedSend
{
    private readonly ConcurrentQueue<IReadOnlyList<Call>> _batches = new();
    private readonly Channel<IReadOnlyList<Call>> _arrived = Channel.CreateUnbounded<IReadOnlyList<Call>>();

    /// <summary>Answers a batch; includes all of them unless a test says otherwise.</summary>
    public Func<IReadOnlyList<Call>, Task<BatchOutcome>> Answer { get; set; } =
        calls => Task.FromResult(Included(calls));

    public IReadOnlyList<IReadOnlyList<Call>> Batches => [.. _batches];

    public static BatchOutcome Included(IReadOnlyList<Call> calls, bool isSuccess = true) =>
        BatchOutcome.Included(new BatchInclusion(HashOf(calls), isSuccess, 50, Samples.Hash(3)));

    /// <summary>Another hash for other calls.</summary>
    public static UserOperationHash HashOf(IReadOnlyList<Call> calls) =>
        new(Keccak256.Hash(calls.SelectMany(call => call.Data.ToArray()).ToArray()));

    public static Call Call(int number) => new(Samples.Sender, UInt256.Zero, BitConverter.GetBytes(number));

    public static int NumberOf(Call call) => BitConverter.ToInt32(call.Data.Span);

    public Task<BatchOutcome> SendAsync(IReadOnlyList<Call> calls, CancellationToken cancellationToken)
    {
        _batches.Enqueue(calls);
        _arrived.Writer.TryWrite(calls);
        return Answer(calls);
    }

    /// <summary>Waits until one more batch has come.</summary>
    public Task ArrivesAsync() => _arrived.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    /// <summary>The numbers of the calls, batch by batch.</summary>
    public int[][] Numbers() => [.. Batches.Select(batch => batch.Select(NumberOf).ToArray())];
}
