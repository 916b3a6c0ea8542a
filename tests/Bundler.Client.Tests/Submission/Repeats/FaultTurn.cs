using System.Diagnostics;
using System.Text;
using SessionKeys.TestKit;
using Xunit.Abstractions;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>
/// One of many repetitions of a fault case: the random numbers of its timing, and the name that its failures begin
/// with.
/// </summary>
internal sealed class FaultTurn
{
    /// <summary>
    /// So many turns let a submitter die at least twenty times at each point, and live as often; some end before.
    /// </summary>
    public static readonly int EachPoint = 30 * (FaultPoints.All.Length + 1);

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(90);

    private readonly Lock _lock = new();
    private readonly DeterministicBytes _random;
    private readonly string _label;
    private readonly SortedDictionary<string, int> _notes;

    private readonly int _number;

    private FaultTurn(string label, int number, SortedDictionary<string, int> notes)
    {
        (_label, _number, _notes) = (label, number, notes);
        byte[] seed = Keccak256.Hash(Encoding.UTF8.GetBytes(label)).ToArray();
        _random = new DeterministicBytes(BitConverter.ToUInt64(seed));
    }

    /// <summary>Runs a case a few times, and at least twenty times in the deep profile.</summary>
    public static async Task RepeatAsync(
        ITestOutputHelper output, string name, Func<FaultTurn, Task> run, int everyday = 2, int deep = 20)
    {
        long start = Stopwatch.GetTimestamp();
        int turns = FuzzProfile.Cases(everyday, deep);
        SortedDictionary<string, int> notes = [];
        for (int i = 0; i < turns; i++)
        {
            FaultTurn turn = new($"{name}, seed {FuzzProfile.Seed}, turn {i}", i, notes);
            try
            {
                await run(turn).WaitAsync(Limit);
            }
            catch (Exception e)
            {
                throw new InvalidOperationException($"{turn}: {e.Message}", e);
            }
        }

        output.WriteLine(
            $"{name}: {turns} turns, seed {FuzzProfile.Seed}, {Stopwatch.GetElapsedTime(start).TotalSeconds:0.0} s; "
                + string.Join(", ", notes.Select(note => $"{note.Key} {note.Value}")));
    }

    /// <summary>The point at which a submitter dies: one after the other, null after the last one.</summary>
    public string? Point
    {
        get
        {
            int choices = FaultPoints.All.Length + 1;
            int first = (int)(FuzzProfile.Seed % (ulong)choices) + (choices / 3);
            return FaultPoints.All.ElementAtOrDefault((first + _number) % choices);
        }
    }

    /// <summary>A number from 0 to below <paramref name="end"/>.</summary>
    public int Below(int end)
    {
        lock (_lock)
        {
            return _random.Below(end);
        }
    }

    public bool Coin() => Below(2) == 0;

    public T Of<T>(params IReadOnlyList<T> values) => values[Below(values.Count)];

    /// <summary>Waits for less than so many milliseconds.</summary>
    public Task PauseAsync(int below) => Task.Delay(Below(below));

    /// <summary>Counts what happened in all turns, to be printed.</summary>
    public void Note(string what)
    {
        lock (_lock)
        {
            _notes[what] = _notes.GetValueOrDefault(what) + 1;
        }
    }

    public override string ToString() => _label;
}
