namespace SessionKeys.Bundler.Client.Tests;

/// <summary>
/// Compares the chain with the log after a case: no effect twice, nothing accepted lost, no lane stuck.
/// </summary>
internal static class SubmissionChecker
{
    /// <summary>What is wrong; empty if nothing is.</summary>
    /// <param name="rig">The chain and the log.</param>
    /// <param name="accepted">The ids that were taken on, with their calls.</param>
    public static async Task<IReadOnlyList<string>> CheckAsync(
        SubmitterRig rig, IReadOnlyDictionary<string, Call> accepted)
    {
        List<string> findings = [];
        SubmissionBook book = await new BookKeeper(rig.Log).ReadAsync();
        foreach ((string id, Call call) in accepted)
        {
            byte[] callData = rig.Session.Account.EncodeCalls([call]);
            FakeExecution[] effects =
            [
                .. rig.World.Executed.Where(each =>
                    each.Success && each.Operation.Operation.CallData.Span.SequenceEqual(callData)),
            ];
            Submission? submission = book.Find(id);
            bool hasEffect = submission is { State: SubmissionState.Final, Inclusion.Success: true };
            if (effects.Length > 1)
            {
                findings.Add($"{id} has {effects.Length} effects");
            }

            if (submission is not { IsResolved: true })
            {
                findings.Add($"{id} is {submission?.State.ToString() ?? "lost"}");
            }
            else if (hasEffect != (effects.Length == 1))
            {
                findings.Add($"{id} is {submission.State}, effects on the chain: {effects.Length}");
            }
            else if (hasEffect && effects[0].Operation.Hash != submission.Inclusion!.Hash)
            {
                findings.Add($"{id} names another operation than the chain");
            }
        }

        findings.AddRange(book.Lanes
            .Where(lane => lane.Value.Submission is { } id && book.Find(id) is { IsResolved: true })
            .Select(lane => $"lane {lane.Key.NonceKey} is stuck"));
        return findings;
    }
}
