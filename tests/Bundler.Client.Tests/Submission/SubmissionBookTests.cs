using static SessionKeys.Bundler.Client.Tests.BookSamples;

namespace SessionKeys.Bundler.Client.Tests;

public sealed class SubmissionBookTests
{
    private static readonly Dictionary<SubmissionState, BookRecord[]> WayTo = new()
    {
        [SubmissionState.Prepared] = [Prepared()],
        [SubmissionState.Signed] = [Prepared(), Signed()],
        [SubmissionState.Sent] = [Prepared(), Signed(), Sent()],
        [SubmissionState.Included] = [Prepared(), Signed(), Sent(), Included()],
        [SubmissionState.Final] = [Prepared(), Signed(), Sent(), Included(), Final()],
        [SubmissionState.Failed] = [Prepared(), Failed()],
        [SubmissionState.Dropped] = [Prepared(), Signed(), Dropped()],
    };

    /// <summary>Written out a second time, so that a change of the table is seen here.</summary>
    private static readonly Dictionary<(SubmissionState, string), SubmissionState> Allowed = new()
    {
        [(SubmissionState.Prepared, "operation-signed.1")] = SubmissionState.Signed,
        [(SubmissionState.Prepared, "submission-failed.1")] = SubmissionState.Failed,
        [(SubmissionState.Prepared, "submission-cancelled.1")] = SubmissionState.Dropped,
        [(SubmissionState.Signed, "operation-sent.1")] = SubmissionState.Sent,
        [(SubmissionState.Signed, "operation-refused.1")] = SubmissionState.Signed,
        [(SubmissionState.Signed, "operation-replaced.1")] = SubmissionState.Signed,
        [(SubmissionState.Signed, "operation-included.1")] = SubmissionState.Included,
        [(SubmissionState.Signed, "submission-cancelled.1")] = SubmissionState.Signed,
        [(SubmissionState.Signed, "submission-failed.1")] = SubmissionState.Failed,
        [(SubmissionState.Signed, "submission-dropped.1")] = SubmissionState.Dropped,
        [(SubmissionState.Sent, "operation-sent.1")] = SubmissionState.Sent,
        [(SubmissionState.Sent, "operation-refused.1")] = SubmissionState.Sent,
        [(SubmissionState.Sent, "operation-replaced.1")] = SubmissionState.Signed,
        [(SubmissionState.Sent, "operation-included.1")] = SubmissionState.Included,
        [(SubmissionState.Sent, "submission-cancelled.1")] = SubmissionState.Sent,
        [(SubmissionState.Sent, "submission-failed.1")] = SubmissionState.Failed,
        [(SubmissionState.Sent, "submission-dropped.1")] = SubmissionState.Dropped,
        [(SubmissionState.Included, "operation-included.1")] = SubmissionState.Included,
        [(SubmissionState.Included, "inclusion-undone.1")] = SubmissionState.Sent,
        [(SubmissionState.Included, "submission-final.1")] = SubmissionState.Final,
    };

    public static TheoryData<SubmissionState, string> Pairs()
    {
        TheoryData<SubmissionState, string> pairs = [];
        foreach (SubmissionState state in Enum.GetValues<SubmissionState>())
        {
            foreach (string record in Steps(state).Keys)
            {
                pairs.Add(state, record);
            }
        }

        return pairs;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Record_in_a_state_leads_where_the_table_says_or_is_refused(SubmissionState from, string record)
    {
        SubmissionBook book = Book(WayTo[from]);
        Assert.Equal(from, book.Find("s1")!.State);
        BookRecord step = Steps(from)[record];

        if (Allowed.TryGetValue((from, record), out SubmissionState to))
        {
            Assert.Equal(to, book.With(step).Find("s1")!.State);
        }
        else
        {
            book.Refuse(step);
        }
    }

    [Fact]
    public void Way_of_a_submission_is_told_by_the_book()
    {
        SubmissionBook book = Book(
            Prepared(), Signed(), Sent(), Replaced(), Included(hash: 1), Undone(), Included(hash: 2, block: 0xb2));
        Submission submission = book.Find("s1")!;

        Assert.Equal(7, book.RecordCount);
        Assert.Equal(SubmissionState.Included, submission.State);
        Assert.Equal([true, false], submission.Attempts.Select(attempt => attempt.IsReplaced));
        Assert.Equal(Hash(0xb2), submission.Inclusion!.BlockHash);
        Assert.Same(submission, book.FindByHash(new UserOperationHash(Hash(1))));
        Assert.Same(submission, Assert.Single(book.Unresolved));
        Assert.Equal("s1", book.Lane(Lane()).Submission);
        Assert.Equal(1u, book.Lane(Lane()).NextSequence);

        SubmissionBook final = book.With(Final(block: 0xb2));

        Assert.Empty(final.Unresolved);
        Assert.True(final.Lane(Lane()).IsFree(Start));
        Assert.Empty(final.Find("s1")!.Calls);
        Assert.All(final.Find("s1")!.Attempts, attempt => Assert.Null(attempt.Operation));
        Assert.NotNull(final.FindSame("s1", Prepared().Fingerprint));
    }

    [Fact]
    public void Operation_that_is_taken_after_a_refusal_is_refused_no_more()
    {
        SubmissionBook book = Book(Prepared(), Signed(), Sent(), Refused());

        Assert.Equal("FeeTooLow", book.Find("s1")!.Refusal!.Reason);
        Assert.Null(book.With(Sent()).Find("s1")!.Refusal);
    }

    [Fact]
    public void Reorganisation_moves_state_and_count_back()
    {
        SubmissionBook book = Book(Prepared(), Signed(), Sent(), Included(), Undone());

        Assert.Equal(SubmissionState.Sent, book.Find("s1")!.State);
        Assert.Null(book.Find("s1")!.Inclusion);
        Assert.Equal(0u, book.Lane(Lane()).NextSequence);
        Assert.Equal("s1", book.Lane(Lane()).Submission);
    }

    [Fact]
    public void Same_id_with_the_same_calls_is_the_same_submission_and_with_others_refused()
    {
        SubmissionBook book = Book(Prepared());

        Assert.Same(book.Find("s1"), book.FindSame("s1", Prepared(key: 9, holder: "other").Fingerprint));
        Assert.Null(book.FindSame("s2", Prepared().Fingerprint));
        SessionKeyException error = Assert.Throws<SessionKeyException>(
            () => book.FindSame("s1", Prepared(calls: [OneCall with { Value = 8 }]).Fingerprint));
        Assert.Equal("submission-id-reused", error.Id);
        book.Refuse(Prepared(key: 6));
        book.Refuse(Prepared(key: 6, calls: [OneCall, OneCall]), "submission-id-reused");
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("\u00e9")]
    public void Malformed_id_is_refused(string id) => SubmissionBook.Empty.Refuse(Prepared(id), "submission-id");

    [Fact]
    public void Id_of_128_characters_is_the_longest()
    {
        Assert.NotNull(Book(Prepared(new string('x', 128))).Find(new string('x', 128)));
        SubmissionBook.Empty.Refuse(Prepared(new string('x', 129)), "submission-id");
    }

    [Fact]
    public void Replacement_keeps_the_nonce_names_the_latest_attempt_and_raises_both_fees_by_a_tenth()
    {
        SubmissionBook book = Book(Prepared(), Signed(), Sent());

        Assert.Equal(SubmissionState.Signed, book.With(Replaced(fee: 110, tip: 11)).Find("s1")!.State);
        book.Refuse(Replaced(fee: 109, tip: 11));
        book.Refuse(Replaced(fee: 110, tip: 10));
        book.Refuse(Replaced(sequence: 1));
        book.Refuse(Replaced(old: 3));
        book.Refuse(Replaced(hash: 1));
        book.With(Replaced()).Refuse(Replaced(old: 1, hash: 3, fee: 200, tip: 20));
    }

    [Fact]
    public void Replacement_of_a_fee_of_zero_is_at_least_one()
    {
        SubmissionBook book = Book(Prepared(), new OperationSigned(Start, "s1", Operation(tip: 0)));

        book.Refuse(Replaced(tip: 0));
        Assert.NotNull(book.With(Replaced(tip: 1)));
    }

    [Fact]
    public void Hash_that_another_submission_has_is_refused()
    {
        SubmissionBook book = Book(Prepared(), Signed(), Prepared("s2", key: 6));

        book.Refuse(Signed("s2", hash: 1, key: 6));
        Assert.NotNull(book.With(Signed("s2", hash: 2, key: 6)));
    }

    [Fact]
    public void Operation_of_another_account_or_lane_is_refused()
    {
        SubmissionBook book = Book(Prepared());

        book.Refuse(Signed(key: 6));
        book.Refuse(new OperationSigned(Start, "s1", Operation(sender: default(Address))));
        book.Refuse(Signed("unknown"));
    }

    [Fact]
    public void Word_about_a_foreign_operation_or_block_is_refused()
    {
        SubmissionBook book = Book(Prepared(), Signed());

        book.Refuse(Sent(hash: 9));
        book.Refuse(Refused(hash: 9));
        book.Refuse(Included(hash: 9));
        book.With(Included()).Refuse(Undone(block: 9));
        book.With(Included()).Refuse(Final(block: 9));
    }

    [Fact]
    public void End_while_a_signed_operation_can_still_be_included_is_refused()
    {
        SubmissionBook book = Book(Prepared(), Signed(sequence: 4), Replaced(sequence: 4));

        book.Refuse(Failed());
        book.Refuse(Failed(proof: new NoInclusionProof(4, ClaimEnd)));
        book.Refuse(Dropped(proof: new NoInclusionProof(4, ClaimEnd)));
        Assert.True(book.With(Failed(proof: new NoInclusionProof(5, Start))).Find("s1")!.IsResolved);
        Assert.True(book.With(Dropped(proof: new NoInclusionProof(4, ClaimEnd.AddSeconds(1)))).Find("s1")!.IsResolved);
        Book(Prepared()).Refuse(Failed(proof: Expired));
    }

    [Fact]
    public void Lane_takes_one_undecided_submission_and_is_free_after_its_end()
    {
        SubmissionBook book = Book(Prepared());

        book.Refuse(Prepared("s2"), "lane-taken");
        book.Refuse(Prepared("s2", at: Start.AddHours(1)), "lane-taken");
        Assert.NotNull(book.With(Failed()).With(Prepared("s2")));
    }

    [Fact]
    public void Work_on_a_submission_goes_to_another_holder_only_after_the_lease()
    {
        SubmissionBook book = Book(Prepared());

        book.Refuse(new LaneLeased(Start.AddSeconds(59), Lane(), "other", Start.AddHours(1)), "lane-taken");
        SubmissionBook taken = book.With(new LaneLeased(Start.AddMinutes(1), Lane(), "other", Start.AddHours(1)));

        Assert.Equal("s1", taken.Lane(Lane()).Submission);
        Assert.Equal("other", taken.Lane(Lane()).Holder);
        taken.Refuse(new LaneRenewed(Start.AddMinutes(2), Lane(), "h", Start.AddHours(2)), "lane-lost");
    }

    [Fact]
    public void Cancelled_submission_frees_its_lane_at_once_where_nothing_is_signed()
    {
        SubmissionBook book = Book(Prepared(), Cancelled());

        Assert.Equal((SubmissionState.Dropped, true), (book.Find("s1")!.State, book.Find("s1")!.IsCancelled));
        Assert.True(book.Lane(Lane()).IsFree(Start));
        book.Refuse(Signed());
    }

    [Fact]
    public void Cancelled_submission_with_a_signature_keeps_its_lane_and_ends_with_a_proof_or_an_inclusion()
    {
        SubmissionBook book = Book(Prepared(), Signed(), Sent(), Cancelled());

        Assert.Equal((SubmissionState.Sent, true), (book.Find("s1")!.State, book.Find("s1")!.IsCancelled));
        Assert.Equal("s1", book.Lane(Lane()).Submission);
        book.Refuse(Replaced());
        book.Refuse(Dropped(proof: new NoInclusionProof(0, ClaimEnd)));
        Assert.True(book.With(Dropped()).Lane(Lane()).IsFree(Start));
        Assert.True(book.With(Included()).With(Final()).Find("s1")!.IsCancelled);
    }

    [Fact]
    public void Refused_record_leaves_the_book_as_it_was()
    {
        SubmissionBook book = Book(Prepared());

        book.Refuse(Sent());

        Assert.Equal(1, book.RecordCount);
        Assert.Equal(SubmissionState.Prepared, book.Find("s1")!.State);
    }

    private static Dictionary<string, BookRecord> Steps(SubmissionState from)
    {
        BookRecord[] steps =
        [
            Prepared(), Signed(hash: 8), Replaced(hash: 9), Sent(), Refused(), Included(), Undone(), Final(),
            Failed(proof: from == SubmissionState.Prepared ? null : Expired), Dropped(), Cancelled(),
        ];
        return steps.ToDictionary(step => step.Name);
    }
}
