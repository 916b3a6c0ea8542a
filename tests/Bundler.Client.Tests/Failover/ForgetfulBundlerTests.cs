using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>
/// FI-09: a bundler takes an operation, shows nothing of it, and may include it after it was replaced.
/// </summary>
public sealed class ForgetfulBundlerTests
{
    public static TheoryData<BundlerProfile> Profiles => new(BundlerProfile.All);

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Forgotten_operation_and_its_replacement_are_executed_once(BundlerProfile profile)
    {
        var random = new DeterministicBytes(FuzzProfile.Seed);
        for (int i = 0; i < FuzzProfile.Cases(3, 20); i++)
        {
            await using FailoverRig rig = FailoverRig.Start(profile, BundlerProfile.Alto20);
            rig.Bundlers[0].Forgets = true;
            UserOperation first = FailoverRig.Operation();
            UserOperation second = FailoverRig.Operation(feePercent: 120);
            UserOperationHash forgotten = await rig.SendAsync(first);
            Assert.Null(await rig.Pool.GetUserOperationAsync(forgotten));
            rig.Bundlers[0].FailNext(
                EmulatedBundler.Send, random.Coin() ? BundlerFault.TooManyRequests : BundlerFault.None);

            UserOperationHash replacement = await rig.SendAsync(second);
            EmulatedBundler[] order = random.Coin() ? [.. rig.Bundlers] : [.. rig.Bundlers.Reverse()];
            int pause = random.Below(20);
            await Task.WhenAll(order.Select(bundler => Task.Run(async () =>
            {
                await Task.Delay(order[0] == bundler ? 0 : pause);
                bundler.Bundle();
            })));

            Assert.Equal(first.Nonce, second.Nonce);
            string label = $"seed {FuzzProfile.Seed}, case {i}";
            Assert.True(rig.Chain.Executed.Count == 1, $"{label}: {rig.Chain.Executed.Count} effects");
            UserOperationHash executed = rig.Chain.Executed[0].Hash;
            Assert.True(executed == forgotten || executed == replacement, $"{label}: {executed} is none of the two");
            Assert.True(await rig.Pool.GetUserOperationReceiptAsync(executed) is not null, $"{label}: no receipt");
        }
    }

    [Fact]
    public async Task Same_calls_under_a_fresh_nonce_would_be_executed_twice()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20);
        rig.Bundlers[0].Forgets = true;

        await rig.SendAsync(FailoverRig.Operation());
        await rig.SendAsync(FailoverRig.Operation(key: 2));

        Assert.Equal(2, rig.Bundlers[0].Bundle());
    }

    [Fact]
    public async Task Forgotten_operation_that_lost_against_its_replacement_is_told_so()
    {
        await using FailoverRig rig = FailoverRig.Start(BundlerProfile.Alto20);
        rig.Bundlers[0].Forgets = true;
        await rig.SendAsync(FailoverRig.Operation());
        rig.Bundlers[0].Forgets = false;
        await rig.SendAsync(FailoverRig.Operation(feePercent: 120));
        rig.Bundlers[0].Bundle();

        BundlerException error = await rig.RefuseAsync(FailoverRig.Operation());

        Assert.Equal(BundlerErrorKind.NonceInvalid, error.Kind);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public async Task Replacement_that_pays_less_than_ten_percent_more_is_refused_and_nothing_is_lost(
        BundlerProfile profile)
    {
        await using FailoverRig rig = FailoverRig.StartPatient(profile);
        UserOperationHash first = await rig.SendAsync(FailoverRig.Operation());

        BundlerException error = await rig.RefuseAsync(FailoverRig.Operation(feePercent: 105));

        Assert.Equal(RecordedError.Find(profile.Name, "dup: same nonce, +5% fee").Kind, error.Kind);
        Assert.Equal(first, Assert.Single(rig.Bundlers[0].Mempool).Hash);
    }
}
