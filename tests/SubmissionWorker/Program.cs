using System.Globalization;
using System.Text;
using SessionKeys.Bundler.Client;
using SessionKeys.SubmissionWorker;

// A second process for the tests of journal and lanes: it works on a journal until it is done or killed.
string command = args[0];
using var journal = new JournalFile(args[1]);
switch (command)
{
    case "append":
        await AppendAsync(args[2], Number(args[3]), Number(args[4]));
        break;
    case "lease":
        await LeaseAsync(args[2], Number(args[3]), Number(args[4]));
        break;
    case "submit":
        await SubmitCommand.RunAsync(journal, SubmitJob.Read(args[2]));
        break;
    case "hold":
        await journal.AppendAsync(0, HoldForEver);
        break;
    default:
        throw new ArgumentException($"The command {command} was refused; allowed are append, lease, submit, hold.");
}

// Each record says how many stood before it, as its writer saw it under the lock.
async Task AppendAsync(string name, int count, int padding)
{
    long known = 0;
    for (int i = 0; i < count; i++)
    {
        await journal.AppendAsync(known, news =>
        {
            known += news.Count + 1;
            return [Encoding.ASCII.GetBytes($"{known - 1} {name} {i} {new string('.', padding)}")];
        });
    }

    Console.WriteLine("done");
}

async Task LeaseAsync(string name, int count, int lanes)
{
    var keeper = new BookKeeper(journal);
    using var allocator = new NonceLanes(
        keeper,
        [.. Enumerable.Range(0, lanes).Select(lane => new NonceLane(1, default, default, (ulong)lane))],
        (_, _) => throw new InvalidOperationException("No lane is covered here."),
        new NonceLanesOptions { PollInterval = TimeSpan.FromMilliseconds(2) },
        TimeProvider.System);
    for (int i = 0; i < count; i++)
    {
        await using LaneLease lease = await allocator.AcquireAsync();
        Console.WriteLine($"{name} {i} {lease.Lane}");
    }

    Console.WriteLine("done");
}

static IReadOnlyList<byte[]> HoldForEver(IReadOnlyList<byte[]> news)
{
    Console.WriteLine("holding");
    Thread.Sleep(Timeout.Infinite);
    return [];
}

static int Number(string text) => int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture);
