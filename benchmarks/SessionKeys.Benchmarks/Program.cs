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

// What an operation costs the client, ours and viem's turn by turn in one run:
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
Throughput ours = Throughput.Measure(number => operations.Make(number), seconds);
PeerCost peer = await PeerCost.MeasureAsync(operations, seconds);
Throughput again = Throughput.Measure(number => operations.Make(number), seconds);
Throughput slower = ours.PerCpuSecond < again.PerCpuSecond ? ours : again;

IConfig config = ManualConfig.Create(DefaultConfig.Instance)
    .AddJob(Job.ShortRun.WithToolchain(InProcessNoEmitToolchain.Instance))
    .WithArtifactsPath(Repository.PathOf("artifacts/benchmarks"))
    .WithOptions(ConfigOptions.DisableLogFile);
Summary summary = BenchmarkRunner.Run<ClientCost>(config);

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
    steps = summary.Reports.ToDictionary(
        step => step.BenchmarkCase.Descriptor.WorkloadMethod.Name,
        step => new
        {
            meanNanoseconds = Math.Round(step.ResultStatistics!.Mean),
            errorNanoseconds = Math.Round(step.ResultStatistics.StandardError),
            allocatedBytes = step.GcStats.GetBytesAllocatedPerOperation(step.BenchmarkCase),
        }),
};
await File.WriteAllTextAsync(results, JsonSerializer.Serialize(report, MachineState.Indented) + "\n");
Console.WriteLine($"ours {slower.PerSecond:0}/s, viem {peer.Session.PerSecond:0}/s for the same work and "
    + $"{peer.Plain.PerSecond:0}/s for a plain account; ratios by processor time "
    + $"{report.ratioSameWork.ByCpu} and {report.ratioPlainAccount.ByCpu}");
