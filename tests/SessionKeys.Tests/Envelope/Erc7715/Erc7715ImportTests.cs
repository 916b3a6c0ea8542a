using System.Text;
using System.Text.Json.Nodes;

namespace SessionKeys.Tests;

/// <summary>What requests that can be honoured exactly become, field by field.</summary>
public sealed class Erc7715ImportTests
{
    private static readonly Asset Token = Asset.Token(Samples.Token);

    private static readonly CapabilityEnvelope Common = new()
    {
        ValidAfter = Samples.Start,
        ExpiresAt = Samples.Start.AddDays(7).AddSeconds(-1),
        NonceDomain = "session:agent",
        Label = "Agent-1",
        GrantDeadline = Samples.Start.AddHours(1),
        Capabilities = [],
    };

    private static readonly Capability Transfer = new()
    {
        Id = "erc20.transfer",
        Target = Samples.Token,
        Selector = Samples.Transfer,
        Spends = [Spend.ByWord(Token, 1)],
    };

    [Fact]
    public void Periodic_permission_becomes_a_calendar_budget_and_a_transfer_to_the_payee()
    {
        ImportedPermission imported = Erc7715Requests.Erc20Periodic.Import();

        Assert.Equal(
            new EnvelopeDocument
            {
                Account = Samples.Account,
                ChainId = 31337,
                SessionKey = Samples.SessionKey,
                Envelope = Common with
                {
                    Budgets =
                    [
                        Erc7715Requests.Gas, Budget.Calendar(Token, 10_000_000, TimeSpan.FromDays(1)),
                    ],
                    Capabilities = [Transfer with { Rules = [Rule.Equal(0, Samples.Recipient)] }],
                },
            },
            imported.Document);
        Assert.Equal("erc20-token-periodic", imported.PermissionType);
        Assert.Equal("10 a day", imported.Justification);
        Assert.False(imported.IsAdjustmentAllowed);
        Assert.Empty(imported.Adjustments);
        Assert.StartsWith("Exactly as requested.\n\n{", imported.Show(), StringComparison.Ordinal);
    }

    [Fact]
    public void Native_permission_becomes_a_capability_for_each_payee_with_empty_calldata()
    {
        Assert.Equal(
            Common with
            {
                Budgets =
                [
                    Erc7715Requests.Gas,
                    Budget.Calendar(Asset.Native, 1_000_000_000_000_000, TimeSpan.FromDays(1)),
                ],
                Capabilities = [Native(Samples.Recipient), Native(Erc7715Requests.OtherPayee)],
            },
            Erc7715Requests.NativePeriodic.Envelope());

        static Capability Native(Address payee) => new()
        {
            Id = "native.transfer",
            Target = payee,
            Selector = default,
            MaxValue = 1_000_000_000_000_000,
        };
    }

    [Fact]
    public void Allowance_becomes_a_lifetime_budget_and_without_payees_anybody_may_be_paid()
    {
        CapabilityEnvelope envelope = Erc7715Requests.Erc20Allowance.Envelope();

        Assert.Equal(
            Common with
            {
                Budgets = [Erc7715Requests.Gas, Budget.Lifetime(Token, 50_000_000)],
                Capabilities = [Transfer],
            },
            envelope);
    }

    [Fact]
    public void Several_payees_of_a_token_become_a_set()
    {
        CapabilityEnvelope envelope = Erc7715Requests.Erc20Allowance
            .WithRule(Erc7715Requests.Payee(Samples.Recipient, Erc7715Requests.OtherPayee))
            .Envelope();

        Assert.Equal(
            Rule.InSet(0, [Samples.Recipient, Erc7715Requests.OtherPayee]),
            Assert.Single(envelope.Capabilities[0].Rules));
    }

    [Theory]
    [InlineData("erc20-token-periodic")]
    [InlineData("native-token-periodic")]
    [InlineData("erc20-token-allowance")]
    [InlineData("native-token-allowance")]
    public void Imported_envelope_is_one_that_the_module_takes(string type)
    {
        EnvelopeDocument document = Erc7715Requests.Of(type).Import().Document;

        Assert.Empty(EnvelopeValidator.Validate(
            document.Bind(Samples.Context, Samples.SessionKey),
            new EnvelopeValidationOptions { ChainTime = Samples.Start }));
    }

    [Theory]
    [InlineData(86_400, 86_400)]
    [InlineData(100, 101)]
    [InlineData(59, 60)]
    public void Period_in_which_the_permission_ends_is_an_allowance_whatever_its_start(long life, int period)
    {
        long start = Erc7715Requests.Start + 7;

        CapabilityEnvelope envelope = Erc7715Requests.Erc20Periodic
            .WithData("startTime", $"{start}")
            .WithData("periodDuration", $"{period}")
            .WithExpiry(start + life)
            .Envelope();

        Assert.Equal(Budget.Lifetime(Token, 10_000_000), envelope.Budgets[1]);
        Assert.Equal(Samples.Start.AddSeconds(7), envelope.ValidAfter);
        Assert.Equal(Samples.Start.AddSeconds(6 + life), envelope.ExpiresAt);
    }

    [Theory]
    [InlineData("\"maxAmount\":\"0xf4240\"", 0)]
    [InlineData("\"maxAmount\":\"0xf4241\"", 1)]
    [InlineData("\"maxAmount\":\"0xf42a4\"", 1)]
    [InlineData("\"maxAmount\":\"0xf42a5\"", 2)]
    public void Stream_that_has_grown_to_its_maximum_when_it_is_asked_is_an_allowance(string maximum, int seconds)
    {
        Erc7715ImportOptions later = new()
        {
            TokenTerms = Erc7715Requests.Terms with { RequestedAt = Samples.Start.AddSeconds(seconds) },
        };
        string text = Erc7715Requests.Erc20Stream.ToJsonString()
            .Replace("\"maxAmount\":\"0x989680\"", maximum, StringComparison.Ordinal);
        JsonNode request = JsonNode.Parse(text)!;

        CapabilityEnvelope envelope = request.Envelope(later);

        Assert.Equal(Samples.Start.AddSeconds(seconds), envelope.ValidAfter);
        Assert.Equal(BudgetKind.Lifetime, envelope.Budgets[1].Kind);
        if (seconds > 0)
        {
            Erc7715ImportOptions before = new()
            {
                TokenTerms = Erc7715Requests.Terms with { RequestedAt = Samples.Start.AddSeconds(seconds - 1) },
            };
            Assert.Throws<PermissionRefusedException>(() => request.Import(before));
        }
    }

    [Fact]
    public void Request_without_a_start_begins_when_it_is_asked()
    {
        JsonObject absent = Erc7715Requests.Erc20Allowance.WithData("startTime", null);
        JsonObject empty = Erc7715Requests.Erc20Allowance.WithData("startTime", "null");
        Erc7715ImportOptions later = new()
        {
            TokenTerms = Erc7715Requests.Terms with { RequestedAt = Samples.Start.AddSeconds(5) },
        };

        Assert.Equal(Samples.Start.AddSeconds(5), absent.Envelope(later).ValidAfter);
        Assert.Equal(Samples.Start.AddSeconds(5), empty.Envelope(later).ValidAfter);
    }

    [Theory]
    [InlineData(-3)]
    [InlineData(2)]
    public void Start_in_the_past_or_future_is_kept(int days)
    {
        long start = Erc7715Requests.Start + (days * 86_400);

        CapabilityEnvelope envelope = Erc7715Requests.Erc20Periodic.WithData("startTime", $"{start}").Envelope();

        Assert.Equal(Samples.Start.AddDays(days), envelope.ValidAfter);
        Assert.Equal(BudgetKind.Calendar, envelope.Budgets[1].Kind);
    }

    [Fact]
    public void Permissions_of_one_request_become_sessions_of_their_own_even_when_they_are_equal()
    {
        JsonArray parameters = [Erc7715Requests.Erc20Allowance, Erc7715Requests.Erc20Allowance];

        ValueList<ImportedPermission> imported = Erc7715Json.Import(
            Encoding.UTF8.GetBytes(parameters.ToJsonString()), Erc7715Requests.Options);

        Assert.Equal([0UL, 1UL], imported.Select(each => each.Document.Envelope.Salt));
        Assert.Equal(
            2,
            imported
                .Select(each => GrantEncoding.Encode(
                    each.Document.Bind(Samples.Context, Samples.SessionKey)).SessionId)
                .Distinct()
                .Count());
    }

    [Fact]
    public void Redeemer_rule_with_the_session_key_changes_nothing()
    {
        JsonObject request = Erc7715Requests.Erc20Periodic
            .WithRule(Erc7715Requests.AddressRule("redeemer", Samples.Approver, Samples.SessionKey));

        Assert.Equal(Erc7715Requests.Erc20Periodic.Import(), request.Import());
    }

    [Fact]
    public void Terms_that_a_token_permission_does_not_say_come_from_the_options()
    {
        TokenPermissionTerms terms = Erc7715Requests.Terms with
        {
            LaneBits = 2,
            GasBudgets = [],
            Paymaster = PaymasterTerm.Only(Samples.Router),
            KeyType = KeyType.P256,
            Module = Samples.Module,
            Route = Route.Erc6900(1),
            Epoch = 3,
            Replaces = new SessionId(Keccak256.Hash("old"u8)),
            TokenNames = true,
            Salt = 9,
        };

        EnvelopeDocument document = Erc7715Requests.Erc20Allowance.Import(new() { TokenTerms = terms }).Document;

        Assert.Equal(
            Common with
            {
                KeyType = KeyType.P256,
                LaneBits = 2,
                Paymaster = PaymasterTerm.Only(Samples.Router),
                Budgets = [Budget.Lifetime(Token, 50_000_000)],
                Capabilities = [Transfer],
                Replaces = terms.Replaces,
                TokenNames = true,
                Salt = 9,
            },
            document.Envelope);
        Assert.Equal((Samples.Module, Route.Erc6900(1), 3U), (document.Module, document.Route, document.Epoch));
    }
}
