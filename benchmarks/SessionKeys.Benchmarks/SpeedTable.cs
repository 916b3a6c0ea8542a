using BenchmarkDotNet.Reports;

namespace SessionKeys.Benchmarks;

/// <summary>The speeds that are promised, beside what was measured.</summary>
public sealed class SpeedTable : IDisposable
{
    private readonly SpeedWork _work = new();
    private readonly UserOperation _operation;
    private readonly double _seconds;
    private readonly byte[] _block = new byte[136];
    private readonly byte[] _hash = new byte[Hash32.Length];
    private readonly List<Throughput> _signed = [];
    private readonly List<Throughput> _hashed = [];
    private readonly List<Throughput> _keccak = [];

    public SpeedTable(double seconds)
    {
        _seconds = seconds;
        _operation = _work.Make(1);
    }

    /// <summary>Our turn at the work that viem does too.</summary>
    public void TakeTurn()
    {
        _signed.Add(Throughput.Measure(number => _work.Make(number), _seconds));
        _hashed.Add(Throughput.Measure(_ => SpeedWork.HashV08(_operation), _seconds));
        _keccak.Add(Throughput.Measure(_ => Keccak256.Hash(_block, _hash), _seconds));
    }

    /// <summary>The table.</summary>
    /// <param name="peer">Viem's turn.</param>
    /// <param name="reports">Of <see cref="SpeedWork"/>, by the name of the method.</param>
    public IReadOnlyList<SpeedRow> Rows(PeerCost peer, IReadOnlyDictionary<string, BenchmarkReport> reports)
    {
        ArgumentNullException.ThrowIfNull(peer);
        SpeedRow Row(string work, string method) => SpeedRow.Of(work, reports[method]);

        SpeedRow compiled = Row("compile 1,000 capabilities to root and proofs", nameof(SpeedWork.Compile1000));
        SpeedRow quarter = Row("compile 250 capabilities", nameof(SpeedWork.Compile250));
        return
        [
            Row("build, hash and sign a session's ERC-20 transfer, v0.7", nameof(SpeedWork.BuildHashSign))
                .Beside(peer.Signed, _signed)
                .Promised(
                    "10 x viem, and 20,000/s with libsecp256k1",
                    row => row.Ratio!.ByCpu >= 10 && row.PerSecond >= 20_000 && Secp256k1.Provider == "libsecp256k1"),
            Row("the same, signed by System.Security.Cryptography", nameof(SpeedWork.BuildHashSignManaged)),
            Row("userOpHash v0.8", nameof(SpeedWork.UserOpHashV08))
                .Beside(peer.UserOpHashV08, _hashed)
                .Promised("20 x viem", row => row.Ratio!.ByCpu >= 20),
            Row($"keccak256 of 136 bytes, {KeccakForm}", nameof(SpeedWork.Keccak136))
                .Beside(peer.Keccak136, _keccak)
                .Promised("1,500,000/s", row => row.PerSecond >= 1_500_000),
            Row("its two permutations without AVX-512", nameof(SpeedWork.Keccak136Scalar)),
            Row("Evaluate, 16 capabilities, no signature recovered", nameof(SpeedWork.Evaluate16))
                .Promised("200,000/s, 1 kB", row => row.PerSecond >= 200_000 && row.AllocatedBytes <= 1_024),
            Row("EvaluateSigned, 16 capabilities", nameof(SpeedWork.EvaluateSigned16)),
            Row("the recovery in it", nameof(SpeedWork.RecoverNative)),
            Row("that recovery by System.Security.Cryptography", nameof(SpeedWork.RecoverManaged)),
            compiled.Promised(
                "20 ms, and linear: at most 5 x the time of 250",
                row => row.MeanNanoseconds <= 20e6 && row.MeanNanoseconds <= 5 * quarter.MeanNanoseconds),
            Row("compile 500 capabilities", nameof(SpeedWork.Compile500)),
            quarter,
            Row("parse and validate an envelope file of 10 kB", nameof(SpeedWork.ParseAndValidate10Kb))
                .Promised("0.3 ms", row => row.MeanNanoseconds <= 300_000),
        ];
    }

    public void Dispose() => _work.Dispose();

    private static string KeccakForm => KeccakAvx512.IsSupported ? "with AVX-512" : "without AVX-512";
}
