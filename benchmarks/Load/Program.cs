using System.Globalization;
using System.Text.Json;
using SessionKeys.Load;
using SessionKeys.TestKit;

// Loads a chain and a real bundler, ours and viem's turn by turn in one run:
//   SessionKeys.Load [--operations 1000] [--results benchmarks/results/load.json]
string results = Repository.PathOf("benchmarks/results/load.json");
int operations = 1000;
for (int i = 0; i + 1 < args.Length; i += 2)
{
    switch (args[i])
    {
        case "--operations": operations = int.Parse(args[i + 1], CultureInfo.InvariantCulture); break;
        case "--results": results = Path.GetFullPath(args[i + 1]); break;
        default: throw new ArgumentException($"Unknown option '{args[i]}': allowed are --operations and --results.");
    }
}

MachineState before = MachineState.Read();
List<LoadFigures> figures = [];
await using (SessionStack stack = await LoadStack.StartAsync())
{
    const int accounts = 5;
    const int perAccount = 10;
    const int lanes = 16;
    Add(await DurableLoad.OneSessionAsync(stack, lanes, operations));
    Add(await DurableLoad.ManySessionsAsync(stack, accounts, perAccount, operations));
    Add(await SessionLoad.OneSessionAsync(stack, lanes, operations / 4));
    Add([.. await OwnerLoad.MeasureBothAsync(stack, 1, lanes, operations / 2)]);
    Add([.. await OwnerLoad.MeasureBothAsync(stack, accounts, perAccount, operations / 2)]);
}

var report = new
{
    work = "ERC-20 transfers, EntryPoint v0.7, one anvil, one Alto 0.0.20 with "
        + "--enforce-unique-senders-per-bundle false --mempool-max-parallel-ops 32",
    machine = before,
    loadAfter = MachineState.Read().Load,
    figures,
    ratios = figures.GroupBy(figure => figure.Name).Where(group => group.Count() == 2).ToDictionary(
        group => group.Key,
        group => new
        {
            operationsPerSecond = Times(group.First().OperationsPerSecond, group.Last().OperationsPerSecond),
            p50 = Times(group.Last().P50Milliseconds, group.First().P50Milliseconds),
            p99 = Times(group.Last().P99Milliseconds, group.First().P99Milliseconds),
            clientCpu = Times(
                group.Last().CpuMillisecondsPerOperation, group.First().CpuMillisecondsPerOperation),
        }),
};
await File.WriteAllTextAsync(results, JsonSerializer.Serialize(report, MachineState.Indented) + "\n");
figures.ForEach(figure => figure.EnsureExact());

void Add(params LoadFigures[] measured)
{
    figures.AddRange(measured);
    foreach (LoadFigures figure in measured)
    {
        Console.WriteLine($"{figure.Name}, {figure.Client}: {figure.OperationsPerSecond}/s, "
            + $"p50 {figure.P50Milliseconds} ms, p99 {figure.P99Milliseconds} ms, "
            + $"client {figure.CpuMillisecondsPerOperation} ms and {figure.AllocatedBytesPerOperation} bytes each; "
            + figure.Truth);
    }
}

static double Times(double one, double other) => Math.Round(one / other, 2);
