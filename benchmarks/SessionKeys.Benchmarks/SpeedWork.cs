using BenchmarkDotNet.Attributes;

namespace SessionKeys.Benchmarks;

/// <summary>The single pieces of work whose speed is promised, on one thread.</summary>
[MemoryDiagnoser]
public class SpeedWork : IDisposable
{
    private const EntryPointVersion V08 = EntryPointVersion.V08;

    private readonly SessionOperations _operations = new();
    private readonly SessionOperations _sixteen = new(16);
    private readonly FrameworkSessionKey _frameworkKey = new();
    private readonly FrameworkSecp256k1 _framework = new();
    private readonly byte[] _block = new byte[136];
    private readonly byte[] _hash = new byte[Hash32.Length];
    private readonly byte[] _publicKey = new byte[Secp256k1.PublicKeyLength];
    private readonly ulong[] _lanes = new ulong[KeccakPermutation.LaneCount];
    private readonly UserOperation _unsigned;
    private readonly VerdictWork _verdict;
    private readonly EnvelopeWork _envelopes = new();
    private readonly byte[] _digest = Keccak256.Hash("a digest"u8).ToArray();
    private readonly EcdsaSignature _signature;
    private ulong _sequence;

    public SpeedWork()
    {
        _unsigned = _operations.Build(1).Operation;
        _verdict = new VerdictWork(_sixteen);
        _signature = Secp256k1.Sign(SessionOperations.Secret, Hash32.FromBytes(_digest));
    }

    [Benchmark]
    public UserOperation BuildHashSign() => Make(++_sequence);

    [Benchmark]
    public UserOperation BuildHashSignManaged()
    {
        (UserOperation operation, SessionSegment segment) = _operations.Build(++_sequence);
        return _operations.Sign(operation, segment, SessionOperations.Hash(operation), _frameworkKey);
    }

    [Benchmark]
    public UserOperationHash UserOpHashV08() => HashV08(_unsigned);

    [Benchmark]
    public void Keccak136() => Keccak256.Hash(_block, _hash);

    /// <summary>136 bytes take two permutations; here without AVX-512.</summary>
    [Benchmark]
    public void Keccak136Scalar()
    {
        KeccakScalar.Apply(_lanes);
        KeccakScalar.Apply(_lanes);
    }

    [Benchmark]
    public Verdict Evaluate16() => _verdict.Evaluate();

    [Benchmark]
    public Verdict EvaluateSigned16() => _verdict.EvaluateSigned();

    /// <summary>What EvaluateSigned takes longer where libsecp256k1 is missing: this, less the native recovery.</summary>
    [Benchmark]
    public bool RecoverManaged() => _framework.TryRecover(_digest, _signature, _publicKey);

    [Benchmark]
    public bool RecoverNative() => Secp256k1.TryRecover(Hash32.FromBytes(_digest), _signature, out _);

    [Benchmark]
    public object Compile250() => _envelopes.Compile(250);

    [Benchmark]
    public object Compile500() => _envelopes.Compile(500);

    [Benchmark]
    public object Compile1000() => _envelopes.Compile(1_000);

    [Benchmark]
    public int ParseAndValidate10Kb() => _envelopes.ParseAndValidate();

    /// <summary>Without serialising.</summary>
    public UserOperation Make(ulong sequence)
    {
        (UserOperation operation, SessionSegment segment) = _operations.Build(sequence);
        return _operations.Sign(operation, segment, SessionOperations.Hash(operation));
    }

    public static UserOperationHash HashV08(UserOperation operation) =>
        UserOperationHasher.Hash(operation, V08, EntryPoints.V08, SessionOperations.ChainId);

    [GlobalCleanup]
    public void Dispose()
    {
        _operations.Dispose();
        _sixteen.Dispose();
        GC.SuppressFinalize(this);
    }
}
