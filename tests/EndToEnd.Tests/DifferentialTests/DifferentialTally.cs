using SessionKeys.TestKit;

namespace SessionKeys.EndToEnd.Tests;

/// <summary>What the module answered in a run: how much it allowed, and which errors it named how often.</summary>
internal sealed class DifferentialTally
{
    private readonly SortedDictionary<string, int> _answers = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, int> _refusedGrants = new(StringComparer.Ordinal);
    private readonly HashSet<string> _allowedFaults = [];
    private int _grants;

    public int Operations { get; private set; }

    public int Allowed { get; private set; }

    public int WrongSignatures { get; private set; }

    public IEnumerable<string> Errors => _answers.Keys;

    public double AllowedShare => (double)Allowed / Operations;

    public void Add(DifferentialStep step, PlayedStep outcome)
    {
        if (step.Operation is null)
        {
            AddGrant(step, outcome);
            return;
        }

        Operations++;
        if (outcome.IsSuccess)
        {
            bool isRight = (UInt256.ReadBigEndian(outcome.Answer.Span) & UInt256.One).IsZero;
            Allowed += isRight ? 1 : 0;
            WrongSignatures += isRight ? 0 : 1;
            if (isRight)
            {
                _ = _allowedFaults.Add(step.Name);
            }

            return;
        }

        Count(_answers, outcome);
    }

    public override string ToString() =>
        $"{Operations} operations: {Allowed} allowed ({AllowedShare:P1}), {WrongSignatures} with a wrong signature, " +
        $"{_answers.Values.Sum()} refused by {_answers.Count} errors: " +
        $"{Text(_answers)}. " +
        $"{_grants} relayed grants, refused: {Text(_refusedGrants)}. " +
        $"Faults that were allowed: {string.Join(", ", _allowedFaults.Order(StringComparer.Ordinal))}.";

    private void AddGrant(DifferentialStep step, PlayedStep outcome)
    {
        if (step.Name == RandomCase.Grant)
        {
            _grants++;
            if (!outcome.IsSuccess)
            {
                Count(_refusedGrants, outcome);
            }
        }
    }

    private static void Count(SortedDictionary<string, int> counts, PlayedStep outcome)
    {
        string name = NameOf(outcome.Answer.Span);
        counts[name] = counts.GetValueOrDefault(name) + 1;
    }

    private static string Text(SortedDictionary<string, int> counts) =>
        string.Join(", ", counts.Select(each => $"{each.Key} {each.Value}"));

    private static string NameOf(ReadOnlySpan<byte> revertData) =>
        ModuleErrors.TryDecode(revertData, out SessionRefusal? refusal) ? refusal.Name
        : revertData.IsEmpty ? "without data"
        : Hex.Format(revertData);
}
