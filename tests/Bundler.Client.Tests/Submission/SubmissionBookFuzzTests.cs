using SessionKeys.TestKit;
using static SessionKeys.Bundler.Client.Tests.BookSamples;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class SubmissionBookFuzzTests
{
    [Fact]
    public void Book_read_anew_from_its_records_equals_the_live_one()
    {
        var random = new DeterministicBytes(FuzzProfile.Seed);
        SubmissionBook live = SubmissionBook.Empty;
        List<byte[]> log = [];
        HashSet<SubmissionState> seen = [];
        int refused = 0;
        for (int i = 0; i < FuzzProfile.Cases(4000, 200_000); i++)
        {
            BookRecord record = Random(live, random.Next(8), i);
            try
            {
                live = live.With(record);
                log.Add(RecordJson.Encode(record));
                if (record is SubmissionRecord step)
                {
                    seen.Add(live.Find(step.Id)!.State);
                }
            }
            catch (SessionKeyException)
            {
                refused++;
            }

            RequireSound(live);
        }

        SubmissionBook anew =
            log.Aggregate(SubmissionBook.Empty, (book, record) => book.With(RecordJson.Decode(record)));

        Assert.True(refused > 100 && log.Count > 100, $"seed {FuzzProfile.Seed}: {log.Count} taken, {refused} refused");
        Assert.Equal(Enum.GetValues<SubmissionState>(), seen.Order());
        Assert.Equal(log.Count, anew.RecordCount);
        Assert.Equal(Picture(live), Picture(anew));
        Assert.Equal(
            live.Lanes.OrderBy(lane => lane.Key.NonceKey).Select(lane => (lane.Key, lane.Value)),
            anew.Lanes.OrderBy(lane => lane.Key.NonceKey).Select(lane => (lane.Key, lane.Value)));
    }

    /// <summary>At most one undecided submission on a lane, and each of them stands on its own.</summary>
    private static void RequireSound(SubmissionBook book)
    {
        IReadOnlyList<Submission> open = book.Unresolved;
        Assert.Equal(open.Count, open.Select(submission => submission.Lane).Distinct().Count());
        Assert.All(open, submission => Assert.Equal(submission.Id, book.Lane(submission.Lane).Submission));
    }

    private static BookRecord Random(SubmissionBook book, byte[] dice, int turn)
    {
        DateTimeOffset at = Start.AddSeconds(turn * 7.001);
        ulong key = (ulong)(dice[1] % 3);
        string id = dice[6] < 240 && book.Lane(Lane(key)).Submission is { } standing ? standing : $"s{turn / 20}";
        byte hash = (byte)(dice[2] % 2);
        UserOperationHash known = HashOf(id, hash);
        string holder = dice[3] % 2 == 0 ? "a" : "b";
        ulong fee = hash == 0 ? 100UL : (ulong)(105 + (dice[4] % 20));
        SignedOperation signed = Operation(key: key, fee: fee, tip: fee) with { Hash = known };
        NoInclusionProof? proof = dice[5] % 3 == 0 ? null : new NoInclusionProof((ulong)(dice[5] % 3) - 1, Start);
        return (dice[0] % 20) switch
        {
            0 or 1 or 2 => Prepared(id, key, holder, at),
            3 or 4 or 5 => new OperationSigned(at, id, signed),
            6 => new OperationReplaced(
                at,
                id,
                HashOf(id, 0),
                signed),
            7 or 8 => new OperationSent(at, id, known),
            9 => new OperationRefused(at, id, known, new SubmissionRefusal("r", "m")),
            10 or 11 => new OperationIncluded(
                at, id, new SubmissionInclusion(known, Hash(1), Hash((byte)(dice[4] % 2)), 1, dice[5] < 128)),
            12 => new InclusionUndone(at, id, Hash((byte)(dice[4] % 2))),
            13 => new SubmissionFinal(at, id, Hash((byte)(dice[4] % 2)), 3),
            14 => new SubmissionFailed(at, id, new SubmissionRefusal("r", "m"), proof),
            15 => dice[5] < 32
                ? new SubmissionCancelled(at, id)
                : new SubmissionDropped(at, id, proof ?? Expired),
            16 => new LaneLeased(at, Lane(key), holder, at.AddSeconds(dice[4])),
            17 => new LaneRenewed(at, Lane(key), holder, at.AddSeconds(dice[4])),
            18 => dice[4] < 128
                ? new LaneReleased(at, Lane(key), holder)
                : new LaneCovered(at, Lane(key), holder, dice[5], at, at.AddSeconds(dice[4])),
            _ => new LaneRecovered(at, Lane(key), holder, dice[4], at),
        };
    }

    private static UserOperationHash HashOf(string id, byte attempt) =>
        new(Hash32.FromBytes(Keccak256.Hash([.. id.Select(character => (byte)character), attempt]).ToArray()));

    private static string[] Picture(SubmissionBook book) =>
    [
        .. book.Submissions.OrderBy(submission => submission.Id, StringComparer.Ordinal).Select(submission =>
            string.Join(
                '|',
                submission.Id,
                submission.State,
                submission.IsCancelled,
                submission.Lane,
                submission.SessionId,
                submission.Fingerprint,
                string.Join(
                    ',', submission.Calls.Select(call => $"{call.Target}{call.Value}{Hex.Format(call.Data.Span)}")),
                submission.Approval is { } approval ? approval.Form + Hex.Format(approval.Signature.Span) : "none",
                submission.Options,
                submission.Inclusion,
                submission.Refusal,
                submission.PreparedAt.Ticks,
                submission.ChangedAt.Ticks,
                string.Join(',', submission.Attempts.Select(each =>
                    $"{each.Hash}{each.Nonce}{each.Fees}{each.ValidUntil}{each.IsSent}{each.IsReplaced}"
                    + (each.Operation is null ? "none" : Hex.Format(each.Operation.Signature.Span)))))),
    ];
}
