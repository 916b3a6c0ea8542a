using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>FI-08: what bundlers say after a lost answer is no refusal; the hash tells what became of it.</summary>
public sealed class LostAnswerTests
{
    private const string Send = EmulatedBundler.Send;
    private const string ByHash = "eth_getUserOperationByHash";
    private const string Status = "pimlico_getUserOperationStatus";

    private static readonly BundlerFault[] Faults = Enum.GetValues<BundlerFault>();

    public static TheoryData<BundlerProfile> Profiles => new(BundlerProfile.All);

    public static TheoryData<BundlerProfile, BundlerFault> LostAnswers
    {
        get
        {
            var cases = new TheoryData<BundlerProfile, BundlerFault>();
            foreach (BundlerProfile profile in BundlerProfile.All)
            {
                foreach (BundlerFault fault in (BundlerFault[])[BundlerFault.DropAfter, BundlerFault.Truncate,
                    BundlerFault.HtmlAfter, BundlerFault.NeverEnding])
                {
                    cases.Add(profile, fault);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(LostAnswers))]
    public async Task Lost_answer_is_looked_up_before_any_bundler_is_asked_again(
        BundlerProfile profile, BundlerFault fault)
    {
        await using FailoverRig rig = FailoverRig.Start(profile, BundlerProfile.Alto20);
        rig.Bundlers[0].FailNext(Send, fault);

        UserOperationHash hash = await rig.SendAsync(FailoverRig.Operation());

        Assert.Equal(FailoverRig.HashOf(FailoverRig.Operation()), hash);
        Assert.Single(rig.SentBytes);
        Assert.Single(rig.Bundlers[0].Mempool);
        Assert.NotEmpty(rig.Chain.Node.RequestsOf("eth_call"));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Wording_for_what_is_pending_counts_as_unknown_and_the_hash_finds_it(BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.Start(profile);
        rig.Bundlers[0].FailNext(Send, BundlerFault.DropAfter);
        // The first lookups, before the round ends and before the next one, are lost too: the same bytes go out again.
        rig.Bundlers[0].FailNext(ByHash, BundlerFault.Unavailable, BundlerFault.Unavailable);
        rig.Bundlers[0].FailNext(Status, BundlerFault.Unavailable, BundlerFault.Unavailable);

        UserOperationHash hash = await rig.SendAsync(FailoverRig.Operation());

        Assert.Equal(FailoverRig.HashOf(FailoverRig.Operation()), hash);
        Assert.Equal(2, rig.SentBytes.Count);
        Assert.Single(rig.SentBytes.Distinct());
        Assert.Single(rig.Bundlers[0].Mempool);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Wording_for_a_used_nonce_counts_as_sent_if_our_hash_used_it(BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.StartPatient(profile);
        await rig.SendAsync(FailoverRig.Operation());
        Assert.Equal(1, rig.Bundlers[0].Bundle());

        UserOperationHash hash = await rig.SendAsync(FailoverRig.Operation());

        Assert.Equal(FailoverRig.HashOf(FailoverRig.Operation()), hash);
        Assert.Single(rig.Chain.Executed);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Wording_for_a_used_nonce_is_a_refusal_if_another_hash_used_it(BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.StartPatient(profile);
        await rig.SendAsync(FailoverRig.Operation(feePercent: 200));
        Assert.Equal(1, rig.Bundlers[0].Bundle());

        BundlerException error = await rig.RefuseAsync(FailoverRig.Operation());

        Assert.Equal(BundlerErrorKind.NonceInvalid, error.Kind);
        Assert.Contains("another operation than", error.Message, StringComparison.Ordinal);
        Assert.False(error.IsTransient);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Used_nonce_is_no_refusal_while_no_event_says_by_whom(BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.StartPatient(profile);
        await rig.SendAsync(FailoverRig.Operation(feePercent: 200));
        Assert.Equal(1, rig.Bundlers[0].Bundle());
        rig.Chain.HidesEvents = true;

        UserOperationHash own = await rig.SendAsync(FailoverRig.Operation(feePercent: 200));
        BundlerException foreign = await rig.RefuseAsync(FailoverRig.Operation());

        Assert.Equal(FailoverRig.HashOf(FailoverRig.Operation(feePercent: 200)), own); // the bundler knows it
        Assert.Equal(BundlerErrorKind.OutcomeUnknown, foreign.Kind);
        Assert.True(foreign.IsTransient);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Wording_for_what_is_pending_is_no_refusal_while_the_hash_cannot_be_looked_up(
        BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.Start(profile);
        BundlerFault[] lost = [.. Enumerable.Repeat(BundlerFault.Unavailable, 50)];
        rig.Bundlers[0].FailNext(Send, BundlerFault.Duplicate).FailNext(ByHash, lost).FailNext(Status, lost);

        UserOperationHash? hash = await SendOrLoseAsync(rig, profile.Name);

        Assert.Equal(profile.HasStatus, hash is not null); // Alto says "Already known" of nothing but this operation
        Assert.Single(rig.SentBytes.Distinct());
        Assert.Single(rig.Bundlers[0].Mempool);
    }

    [Fact]
    public async Task Refusal_elsewhere_does_not_hide_that_the_operation_may_be_held()
    {
        RecordedError refusal = RecordedError.Find("skandha-aff6647", "rule: revert custom error");
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20, BundlerProfile.Skandha);
        rig.Bundlers[0].Forgets = true;
        rig.Bundlers[0].FailNext(Send, BundlerFault.DropAfter);
        rig.Bundlers[1].Refusal = FakeReply.Error(refusal.ErrorJson);

        BundlerException error = await rig.RefuseAsync(FailoverRig.Operation());

        Assert.Equal(BundlerErrorKind.OutcomeUnknown, error.Kind);
        Assert.Equal(BundlerErrorKind.ValidationReverted, Assert.IsType<BundlerException>(error.InnerException).Kind);
        Assert.Equal(FailoverRig.HashOf(FailoverRig.Operation()), error.UserOperationHash);
        Assert.Equal(1, rig.Bundlers[0].Bundle()); // it was held indeed
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Random_faults_and_timing_give_one_effect_and_one_hash(BundlerProfile profile)
    {
        var random = new DeterministicBytes(FuzzProfile.Seed);
        for (int i = 0; i < FuzzProfile.Cases(4, 24); i++)
        {
            string label = $"seed {FuzzProfile.Seed}, case {i}";
            await using FailoverRig rig = FailoverRig.Start(profile, BundlerProfile.All[random.Below(4)]);
            foreach (EmulatedBundler bundler in rig.Bundlers)
            {
                bundler.FaultDelay = TimeSpan.FromMilliseconds(random.Below(600));
                bundler.Forgets = random.Below(4) == 0;
                bundler.FailNext(Send, Faults[random.Below(Faults.Length)], Faults[random.Below(Faults.Length)]);
                bundler.FailNext(ByHash, Faults[random.Below(Faults.Length)]);
                bundler.FailNext(Status, Faults[random.Below(Faults.Length)]);
            }

            int pause = random.Below(400);
            Task bundling = Task.Delay(pause).ContinueWith(_ => rig.Bundlers[0].Bundle(), TaskScheduler.Default);
            UserOperationHash? hash = await SendOrLoseAsync(rig, label);
            await bundling;
            foreach (EmulatedBundler bundler in rig.Bundlers)
            {
                bundler.Bundle();
            }

            Assert.True(rig.SentBytes.Distinct().Count() == 1, label);
            Assert.True(rig.Chain.Executed.Count <= 1, label);
            Assert.True(hash is null || rig.Chain.Includes(hash.Value), $"{label}: an accepted operation was lost");
        }
    }

    private static async Task<UserOperationHash?> SendOrLoseAsync(FailoverRig rig, string label)
    {
        try
        {
            return await rig.SendAsync(FailoverRig.Operation());
        }
        catch (BundlerException e)
        {
            Assert.True(e.IsTransient, $"{label}: {e.Kind} is told as final");
            Assert.Equal(FailoverRig.HashOf(FailoverRig.Operation()), e.UserOperationHash);
            return null;
        }
    }
}
