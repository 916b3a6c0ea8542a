using SessionKeys.TestKit;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>What a chain may say of a ticket; each state differs in one answer from the usable one.</summary>
public sealed class KillTicketRelayTests
{
    private const uint Epoch = 3;

    private static readonly Address Module = Address.Parse("0x5e55100000000000000000000000000000000001");

    private static readonly Address Account = Address.Parse("0xacc0000000000000000000000000000000000001");

    private static readonly SessionId Session = new(Samples.Hash(7));

    private static readonly InMemoryApprover Signer = InMemoryApprover.Create();

    public static TheoryData<KillTicketState> States => [.. Enum.GetValues<KillTicketState>()];

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Ticket_of_the_approver_is_usable(bool one)
    {
        KillTicketFinding finding = await CheckAsync(one, new Chain());

        Assert.Equal(KillTicketState.Usable, finding.State);
        Assert.Same(finding, finding.EnsureUsable());
    }

    [Fact]
    public async Task Ticket_of_a_guardian_is_usable_while_the_module_is_installed()
    {
        Chain guarded = new() { Approver = Module, IsGuardian = true };

        Assert.Equal(KillTicketState.Usable, (await CheckAsync(true, guarded)).State);
        Assert.Equal(
            KillTicketState.SignerNotAuthorized,
            (await CheckAsync(true, guarded with { Approver = Address.Zero })).State);
    }

    [Theory]
    [InlineData(1UL, Epoch, KillTicketState.AlreadyEnded)]
    [InlineData(0UL, Epoch - 1, KillTicketState.AlreadyEnded)]
    [InlineData(2UL, Epoch, KillTicketState.Usable)]
    public async Task Session_that_is_dead_needs_no_ticket(ulong flags, uint epoch, KillTicketState expected)
    {
        Chain chain = new() { SessionFlags = flags, SessionEpoch = epoch, SessionExpiry = 1_900_000_000 };

        Assert.Equal(expected, (await CheckAsync(true, chain)).State);
    }

    [Fact]
    public async Task Session_revoked_before_it_was_granted_needs_no_ticket() => Assert.Equal(
        KillTicketState.AlreadyEnded, (await CheckAsync(true, new Chain { SessionFlags = 1 })).State);

    [Theory]
    [InlineData(KillTicketState.WrongChain, "kill-ticket-wrong-chain")]
    [InlineData(KillTicketState.ModuleMissing, "kill-ticket-module-missing")]
    [InlineData(KillTicketState.SignerNotAuthorized, "kill-ticket-signer-not-authorized")]
    [InlineData(KillTicketState.EpochPassed, "kill-ticket-epoch-passed")]
    [InlineData(KillTicketState.EpochNotReached, "kill-ticket-epoch-not-reached")]
    public async Task Ticket_of_no_use_is_refused_by_name_and_nothing_is_sent(KillTicketState state, string id)
    {
        await using FakeBundler node = Node(state switch
        {
            KillTicketState.WrongChain => new Chain { ChainId = 1 },
            KillTicketState.ModuleMissing => new Chain { Code = "0x" },
            KillTicketState.SignerNotAuthorized => new Chain { Approver = Module },
            KillTicketState.EpochPassed => new Chain { Epoch = Epoch + 1 },
            _ => new Chain { Epoch = Epoch - 1 },
        });
        NodeClient client = new(Rpc.Client(node));
        using InMemorySessionKey payer = InMemorySessionKey.Create();
        KillTicket ticket = await TicketAsync(one: false);

        KillTicketFinding finding = await new KillTicketRelay(client).CheckAsync(ticket);
        SessionKeyException refused = await Assert.ThrowsAsync<SessionKeyException>(
            () => new KillTicketRelay(client).RelayAsync(ticket, new TransactionRelay(client, payer)));

        Assert.Equal(state, finding.State);
        Assert.Equal(id, refused.Id);
        Assert.Equal(finding.Explanation, refused.Message);
        Assert.Empty(node.RequestsOf("eth_estimateGas"));
        Assert.Empty(node.RequestsOf("eth_sendRawTransaction"));
    }

    [Theory]
    [MemberData(nameof(States))]
    public void Refusal_has_its_heading_in_the_documentation(KillTicketState state)
    {
        string documentation = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "errors.md"));

        SessionKeyException? refused = Record.Exception(
            () => new KillTicketFinding(state, "A test.").EnsureUsable()) as SessionKeyException;

        Assert.Equal(state is KillTicketState.Usable or KillTicketState.AlreadyEnded, refused is null);
        Assert.Contains($"### {refused?.Id ?? "relay-pending"}\n", documentation, StringComparison.Ordinal);
    }

    private static async Task<KillTicketFinding> CheckAsync(bool one, Chain chain)
    {
        await using FakeBundler node = Node(chain);
        return await new KillTicketRelay(new NodeClient(Rpc.Client(node))).CheckAsync(await TicketAsync(one));
    }

    private static async Task<KillTicket> TicketAsync(bool one) => await Signer.SignKillTicketAsync(
        one
            ? KillTicketSubject.One(31337, Module, Account, Session)
            : KillTicketSubject.All(31337, Module, Account, Epoch),
        ApprovalForm.Typed);

    private static FakeBundler Node(Chain chain) => FakeBundler.Start()
        .On("eth_chainId", FakeReply.Result($"\"0x{chain.ChainId:x}\""))
        .On("eth_getCode", FakeReply.Result($"\"{chain.Code}\""))
        .On("eth_call", request => FakeReply.Result(
            $"\"{chain.Answer(request.Parameters[0].GetProperty("data").GetString()!)}\""));

    /// <summary>The answers of the module's views.</summary>
    private sealed record Chain
    {
        public ulong ChainId { get; init; } = 31337;

        public string Code { get; init; } = "0x60";

        public Address Approver { get; init; } = Signer.Address;

        public bool IsGuardian { get; init; }

        public uint Epoch { get; init; } = KillTicketRelayTests.Epoch;

        public ulong SessionFlags { get; init; }

        public uint SessionEpoch { get; init; }

        public ulong SessionExpiry { get; init; }

        public string Answer(string data)
        {
            string question = data[..10];
            if (question == SelectorOf(SessionKeyModuleViews.AccountState(Account)))
            {
                return $"{Hex.Format(Approver.ToArray())}{Epoch:x8}{0UL:x16}";
            }

            return question == SelectorOf(SessionKeyModuleViews.SessionStatus(Account, Session))
                ? $"0x{SessionExpiry:x12}{0:x12}{0:x4}{0:x4}{SessionEpoch:x8}{SessionFlags:x2}{0:x22}"
                : $"0x{(IsGuardian ? 1 : 0):x64}{0:x64}";
        }

        private static string SelectorOf(byte[] question) => Hex.Format(question.AsSpan(0, 4));
    }
}
