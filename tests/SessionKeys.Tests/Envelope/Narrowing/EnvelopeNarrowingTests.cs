using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>A narrowed envelope allows what both allow and nothing else.</summary>
public class EnvelopeNarrowingTests
{
    [Fact]
    public void Narrowed_envelopes_are_subsets_of_both()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        int narrowed = 0;
        for (int i = 0; i < FuzzProfile.Cases(everyday: 2_000, deep: 100_000); i++)
        {
            (CapabilityEnvelope first, CapabilityEnvelope second) =
                (RandomEnvelopes.Envelope(random), RandomEnvelopes.Envelope(random));
            if (TryNarrow(first, second) is not { } result)
            {
                continue;
            }

            narrowed++;
            string which = $"seed {FuzzProfile.Seed}, case {i}";
            AssertNarrows(which, first, result);
            AssertNarrows(which, second, result);
            for (int j = 0; j < 20; j++)
            {
                (Address target, UInt256[] words) =
                    (RandomEnvelopes.Target(random), RandomEnvelopes.Calldata(random));
                UInt128 value = (UInt128)random.Below(3);
                bool both = Allows(first, target, value, words) && Allows(second, target, value, words);
                Assert.True(
                    both == Allows(result, target, value, words),
                    $"{which}: {target}, value {value}, {string.Join(", ", words)}");
            }
        }

        Assert.True(narrowed > 200, $"seed {FuzzProfile.Seed}: only {narrowed} pairs had something in common");
    }

    /// <summary>The same test, told that the first envelope is its own narrowing by the second.</summary>
    [Fact]
    public void Envelope_that_was_not_narrowed_is_noticed()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        int wider = 0;
        for (int i = 0; i < 500; i++)
        {
            (CapabilityEnvelope first, CapabilityEnvelope second) =
                (RandomEnvelopes.Envelope(random), RandomEnvelopes.Envelope(random));
            wider += EnvelopeDiff.IsNarrowing(second, first) ? 0 : 1;
        }

        Assert.True(wider > 490, $"{500 - wider} of 500 random envelopes seem to be subsets of each other");
    }

    /// <summary>What the diff calls narrower, no call contradicts.</summary>
    [Fact]
    public void No_call_is_allowed_by_a_narrower_envelope_alone()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        int implied = 0;
        for (int i = 0; i < FuzzProfile.Cases(everyday: 20_000, deep: 1_000_000); i++)
        {
            (Rule rule, Rule other) = (RandomEnvelopes.NextRule(random), RandomEnvelopes.NextRule(random));
            if (!RuleImplication.Implies(rule, other))
            {
                continue;
            }

            implied++;
            for (int j = 0; j < 10; j++)
            {
                UInt256[] words = RandomEnvelopes.Calldata(random);
                Assert.True(
                    !BruteForce.Holds(rule, words) || BruteForce.Holds(other, words),
                    $"seed {FuzzProfile.Seed}, case {i}: {RuleText.Describe(rule)} does not imply " +
                    $"{RuleText.Describe(other)} for {string.Join(", ", words)}");
            }
        }

        Assert.True(implied > 200, $"seed {FuzzProfile.Seed}: only {implied} pairs of rules imply each other");
    }

    [Fact]
    public void Names_come_from_the_first_envelope()
    {
        CapabilityEnvelope house = Samples.Envelope with { NonceDomain = "house", Label = "house", Salt = 1 };

        CapabilityEnvelope narrowed = EnvelopeNarrowing.Narrow(Samples.Envelope, house);

        Assert.Equal(Samples.Envelope, narrowed);
    }

    [Fact]
    public void Limits_of_both_hold_and_the_tighter_of_equal_windows_is_enough()
    {
        Asset token = Asset.Token(Samples.Token);
        CapabilityEnvelope house = Samples.Envelope with
        {
            Budgets = [Budget.Calendar(token, 7, TimeSpan.FromDays(1)), Budget.Lifetime(token, 20)],
        };

        CapabilityEnvelope narrowed = EnvelopeNarrowing.Narrow(Samples.Envelope, house);

        Assert.Equal([Samples.Envelope.Budgets[0], .. house.Budgets], narrowed.Budgets);
    }

    [Fact]
    public void Different_renewers_leave_no_renewal()
    {
        CapabilityEnvelope first = Samples.Envelope with
        {
            Ttl = TimeSpan.FromHours(1),
            MaxRenewals = 3,
            Renewer = Samples.Approver,
        };

        CapabilityEnvelope narrowed = EnvelopeNarrowing.Narrow(first, first with { Renewer = Samples.Recipient });

        Assert.Equal(((ushort)0, Address.Zero), (narrowed.MaxRenewals, narrowed.Renewer));
    }

    [Fact]
    public void Merged_envelope_has_the_calls_of_both_under_the_limits_of_both()
    {
        CapabilityEnvelope first = Samples.Envelope with { Capabilities = [Samples.TokenTransfer] };
        CapabilityEnvelope second = Samples.Envelope with
        {
            Capabilities = [Samples.Swap, Samples.TokenTransfer with { Id = "same-with-another-name" }],
            Budgets = [Budget.Lifetime(Asset.Operations, 9)],
            ExpiresAt = Samples.Start.AddDays(2),
            FeesUnlimited = true,
        };

        CapabilityEnvelope merged = EnvelopeNarrowing.Merge(first, second);

        Assert.Equal([Samples.TokenTransfer, Samples.Swap], merged.Capabilities);
        Assert.Equal([.. first.Budgets, .. second.Budgets], merged.Budgets);
        Assert.Equal(second.ExpiresAt, merged.ExpiresAt);
        Assert.False(merged.FeesUnlimited);
    }

    public static TheoryData<string, Func<CapabilityEnvelope, CapabilityEnvelope>> Contradictions => new()
    {
        { "$.expiresAt", e => e with { ValidAfter = e.ExpiresAt, ExpiresAt = e.ExpiresAt.AddDays(1) } },
        { "$.keyType", e => e with { KeyType = KeyType.P256 } },
        { "$.paymaster", e => e with { Paymaster = PaymasterTerm.Only(Samples.Router) } },
        { "$.schedule", e => e with { Schedule = e.Schedule! with { Weekdays = Weekdays.Sunday } } },
        { "$.feesUnlimited", e => e with { FeesUnlimited = false, Budgets = [], Paymaster = PaymasterTerm.Any } },
        { "$.guard", e => e with { Guard = e.Guard! with { UsdLimit = 2 } } },
        { "$.capabilities", e => e with { Capabilities = [Samples.Swap with { Target = Samples.Token }] } },
        { "$.budgets", e => e with
        {
            Budgets = Enumerable.Range(1, 8)
                .Select(days => Budget.Calendar(Asset.Operations, 5, TimeSpan.FromDays(days))).ToValueList(),
        } },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void Terms_without_a_common_value_are_refused_by_name(
        string path, Func<CapabilityEnvelope, CapabilityEnvelope> change)
    {
        CapabilityEnvelope envelope = Samples.Envelope with
        {
            Schedule = new()
            {
                From = TimeSpan.Zero,
                To = EnvelopeLimits.Day,
                Weekdays = Weekdays.WorkingDays,
            },
            Guard = new()
            {
                Guard = Samples.Router,
                UsdLimit = 1,
                UsdPeriod = TimeSpan.FromDays(1),
                FeedsHash = Hash32.Zero,
            },
            Budgets = [Budget.Lifetime(Asset.Native, 1)],
            FeesUnlimited = true,
        };

        SessionKeyException exception = Assert.Throws<SessionKeyException>(
            () => EnvelopeNarrowing.Narrow(envelope, change(envelope)));

        Assert.Equal("envelope-not-combinable", exception.Id);
        Assert.Contains($"{path} ", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Merge_of_one_function_under_two_conditions_is_refused()
    {
        CapabilityEnvelope other = Samples.Envelope with { Capabilities = [Samples.Swap with { Essential = true }] };

        Assert.Equal(
            "envelope-not-combinable",
            Assert.Throws<SessionKeyException>(() => EnvelopeNarrowing.Merge(Samples.Envelope, other)).Id);
    }

    private static bool Allows(CapabilityEnvelope envelope, Address target, UInt128 value, UInt256[] words) =>
        BruteForce.Allows(envelope, target, Samples.Transfer, value, words);

    private static void AssertNarrows(string which, CapabilityEnvelope whole, CapabilityEnvelope part) => Assert.True(
        EnvelopeDiff.IsNarrowing(whole, part), $"{which}: {string.Join("; ", EnvelopeDiff.Compare(whole, part))}");

    private static CapabilityEnvelope? TryNarrow(CapabilityEnvelope first, CapabilityEnvelope second)
    {
        try
        {
            return EnvelopeNarrowing.Narrow(first, second);
        }
        catch (SessionKeyException exception) when (exception.Id == "envelope-not-combinable")
        {
            return null;
        }
    }
}
