using BenchmarkDotNet.Attributes;

namespace SessionKeys.Benchmarks;

/// <summary>Time and memory of each step of an operation, on one thread.</summary>
[MemoryDiagnoser]
public class ClientCost : IDisposable
{
    private readonly SessionOperations _operations = new();
    private UserOperation _unsigned = null!;
    private SessionSegment _segment = null!;
    private UserOperationHash _hash;
    private UserOperation _signed = null!;
    private ulong _sequence;

    [GlobalSetup]
    public void Prepare()
    {
        (_unsigned, _segment) = _operations.Build(1);
        _hash = SessionOperations.Hash(_unsigned);
        _signed = _operations.Sign(_unsigned, _segment, _hash);
    }

    [Benchmark]
    public object Build() => _operations.Build(++_sequence);

    [Benchmark]
    public UserOperationHash Hash() => SessionOperations.Hash(_unsigned);

    [Benchmark]
    public UserOperation Sign() => _operations.Sign(_unsigned, _segment, _hash);

    [Benchmark]
    public int Serialize() => SessionOperations.Serialize(_signed).Length;

    [Benchmark(Baseline = true)]
    public int Whole() => _operations.Make(++_sequence).Length;

    [GlobalCleanup]
    public void Dispose()
    {
        _operations.Dispose();
        GC.SuppressFinalize(this);
    }
}
