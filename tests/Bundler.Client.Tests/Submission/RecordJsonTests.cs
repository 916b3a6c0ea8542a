using System.Text;
using SessionKeys.TestKit;
using static SessionKeys.Bundler.Client.Tests.BookSamples;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class RecordJsonTests
{
    public static TheoryData<string> Names() => [.. All().Select(record => record.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_comes_back_as_it_was_written(string name)
    {
        byte[] written = RecordJson.Encode(Find(name));

        Assert.Equal(written, RecordJson.Encode(RecordJson.Decode(written)));
        Assert.StartsWith($"{{\"record\":\"{name}\",\"at\":1790000000000,", Encoding.UTF8.GetString(written));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_with_an_unknown_missing_doubled_or_moved_field_is_refused(string name)
    {
        string text = Encoding.UTF8.GetString(RecordJson.Encode(Find(name)));

        Refuse(text.Replace("\"at\":", "\"later\":1,\"at\":", StringComparison.Ordinal));
        Refuse(text.Replace("\"at\":1790000000000,", "", StringComparison.Ordinal));
        Refuse(text.Replace("\"at\":", "\"at\":1,\"at\":", StringComparison.Ordinal));
        Refuse(text[..^1] + ",\"more\":1}");
        Refuse(text + "{}");
        Refuse(text + " x");
        Refuse(text[..^1]);
        Refuse(text.Replace(name, name[..^1] + "9", StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Record_with_any_changed_byte_is_refused_or_another_record(string name)
    {
        byte[] written = RecordJson.Encode(Find(name));
        var random = new DeterministicBytes(FuzzProfile.Seed);
        for (int i = 0; i < FuzzProfile.Cases(200, 20_000); i++)
        {
            byte[] dice = random.Next(3);
            byte[] changed = [.. written];
            changed[((dice[0] << 8) | dice[1]) % changed.Length] = dice[2];
            try
            {
                byte[] again = RecordJson.Encode(RecordJson.Decode(changed));
                bool isSame = changed.SequenceEqual(written);
                Assert.True(isSame || !again.SequenceEqual(written), $"seed {FuzzProfile.Seed}");
            }
            catch (SessionKeyException e)
            {
                Assert.Equal("submission-record", e.Id);
            }
        }
    }

    [Fact]
    public void Times_are_kept_in_the_precision_of_the_journal()
    {
        DateTimeOffset fine = Start.AddTicks(12_345_678);

        var record = (LaneLeased)RecordJson.Decode(RecordJson.Encode(new LaneLeased(fine, Lane(), "a", fine)));

        Assert.Equal(new LaneLeased(fine, Lane(), "a", fine), record);
        Assert.Equal(Start.AddMilliseconds(1234), record.Until);
    }

    [Fact]
    public void Operation_of_an_eip7702_account_with_paymaster_signature_comes_back_whole()
    {
        UserOperation operation = Operation().Operation with
        {
            Factory = UserOperation.Eip7702Factory,
            FactoryData = new byte[] { 1 },
            Eip7702Delegate = Sender,
            PaymasterSignature = new byte[] { 2, 3 },
            PreVerificationGas = UInt256.MaxValue,
        };
        SignedOperation whole = Operation() with { Operation = operation, Authorization = Authorization };
        var signed = new OperationSigned(Start, "s", whole);

        var read = (OperationSigned)RecordJson.Decode(RecordJson.Encode(signed));

        Assert.Equal(operation, read.Signed.Operation);
        Assert.Equal(Authorization, read.Signed.Authorization);
        Assert.Equal(ClaimEnd, read.Signed.ValidUntil);
    }

    private static void Refuse(string text) => Assert.Equal(
        "submission-record",
        Assert.Throws<SessionKeyException>(() => RecordJson.Decode(Encoding.UTF8.GetBytes(text))).Id);

    private static BookRecord Find(string name) => All().Single(record => record.Name == name);

    private static BookRecord[] All() =>
    [
        new LaneLeased(Start, Lane(), "a", ClaimEnd),
        new LaneRenewed(Start, Lane(), "a", ClaimEnd),
        new LaneCovered(Start, Lane(), "a", ulong.MaxValue, ClaimEnd, ClaimEnd.AddSeconds(1)),
        new LaneReleased(Start, Lane(), "a"),
        new LaneRecovered(Start, Lane(), "a", 8, ClaimEnd),
        Prepared(),
        Prepared() with { Authorization = Authorization },
        Signed(),
        Replaced(),
        Sent(),
        Refused(),
        Included(),
        Undone(),
        Final(),
        Failed(proof: Expired),
        Dropped(),
        Cancelled(),
        new LogCompacted(Start, 7, 9),
        new LaneKept(Start, Lane(), new LaneState { NextSequence = 3 }),
        new SubmissionKept(Start, Book(Prepared(), Signed(), Sent(), Refused(), Included()).Find("s1")!),
        new AttemptKept(Start, "s1", Operation().ToAttempt()),
    ];
}
