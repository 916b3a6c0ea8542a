using System.Globalization;
using System.Text.Json;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.NoEmit;
using SessionKeys;
using SessionKeys.Benchmarks;
using SessionKeys.Load;
using SessionKeys.TestKit;

// What the client's work costs, ours and viem's turn by turn in one run; ends with 1 when a promise is not kept:
//   SessionKeys.Benchmarks [--seconds 6] [--results benchmarks/results/client-cost.json]
string results = Repository.PathOf("benchmarks/results/client-cost.json");
double seconds = 6;
for (int i = 0; i + 1 < args.Length; i += 2)
{
    switch (args[i])
    {
        case "--seconds": seconds = double.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
        case "--results": results = Path.GetFullPath(args[i + 1]); break;
        default: throw new ArgumentException($"Unknown option '{args[i]}': allowed are --seconds and --results.");
    }
}

MachineState before = MachineState.Read();
using SessionOperations operations = new();
using SpeedTable table = new(seconds);
Throughput ours = Throughput.Measure(number => operations.Make(number), seconds);
table.TakeTurn();
PeerCost peer = await PeerCost.MeasureAsync(operations, seconds);
Throughput again = Throughput.Measure(number => operations.Make(number), seconds);
table.TakeTurn();
Throughput slower = ours.PerCpuSecond < again.PerCpuSecond ? ours : again;

Dictionary<string, BenchmarkReport> steps = Run<ClientCost>();
IReadOnlyList<SpeedRow> rows = table.Rows(peer, Run<SpeedWork>());
var report = new
{
    work = "one session operation, EntryPoint v0.7, ERC-20 transfer, one thread: build, hash, sign, serialise",
    machine = before,
    loadAfter = MachineState.Read().Load,
    secp256k1 = Secp256k1.Provider,
    node = peer.Node,
    ours,
    oursAgain = again,
    viemSameWork = peer.Session,
    viemPlainAccount = peer.Plain,
    ratioSameWork = Ratios.Of(slower, peer.Session),
    ratioPlainAccount = Ratios.Of(slower, peer.Plain),
    steps = steps.ToDictionary(step => step.Key, step => new
    {
        meanNanoseconds = Math.Round(step.Value.ResultStatistics!.Mean),
        errorNanoseconds = Math.Round(step.Value.ResultStatistics.StandardError),
        allocatedBytes = step.Value.GcStats.GetBytesAllocatedPerOperation(step.Value.BenchmarkCase),
    }),
    speeds = rows,
};
await File.WriteAllTextAsync(results, JsonSerializer.Serialize(report, MachineState.Indented) + "\n");
Console.WriteLine($"ours {slower.PerSecond:0}/s, viem {peer.Session.PerSecond:0}/s for the same work and "
    + $"{peer.Plain.PerSecond:0}/s for a plain account; ratios by processor time "
    + $"{report.ratioSameWork.ByCpu} and {report.ratioPlainAccount.ByCpu}");
foreach (SpeedRow row in rows)
{
    string ratio = row.Ratio is null ? "" : $"{row.Ratio.ByCpu} x viem";
    string verdict = row.IsMet switch { true => "kept: ", false => "NOT KEPT: ", null => "" };
    Console.WriteLine($"{row.Work,-60} {row.PerSecond,12:N0}/s {row.AllocatedBytes,10:N0} B {ratio,14}  {verdict}{row.Must}");
}

return rows.All(row => row.IsMet != false) ? 0 : 1;

static Dictionary<string, BenchmarkReport> Run<T>()
{
    Job job = Job.Default.WithToolchain(InProcessNoEmitToolchain.Instance).WithWarmupCount(5).WithIterationCount(15);
    IConfig config = ManualConfig.Create(DefaultConfig.Instance)
        .AddJob(job)
        .WithArtifactsPath(Repository.PathOf("artifacts/benchmarks"))
        .WithOptions(ConfigOptions.DisableLogFile);
    return BenchmarkRunner.Run<T>(config).Reports
        .ToDictionary(report => report.BenchmarkCase.Descriptor.WorkloadMethod.Name);
}
