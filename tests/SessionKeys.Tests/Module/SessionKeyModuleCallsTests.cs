using System.Text.Json;

namespace SessionKeys.Tests;

public sealed class SessionKeyModuleCallsTests
{
    private const string Signature = "0x010203";

    private static readonly PackedGrant Packed = GrantEncoding.Encode(Samples.Grant);

    private static readonly Approval Approval = new(ApprovalForm.Typed, Hex.Parse(Signature));

    private static readonly SessionId Id = Packed.SessionId;

    private static readonly string Envelope =
        Hex.Format([.. Packed.Core.Span, .. Packed.Tree.Root.ToArray(), .. Packed.GrantHash.ToArray()]);

    /// <summary>The function, the call data, and its arguments as text.</summary>
    public static TheoryData<string, byte[], string> Calls => new()
    {
        {
            "grant",
            SessionKeyModuleCalls.Grant(Packed, Approval),
            $"account 4294967297 {Hex.Format(Packed.Terms.Span)} 1 {Signature}"
        },
        { "revoke", SessionKeyModuleCalls.Revoke(Samples.Account, Id, Approval), $"account {Id} 1 {Signature}" },
        {
            "revokeAsSessionKey",
            SessionKeyModuleCalls.RevokeAsSessionKey(Packed, Approval),
            $"account 4294967297 {Envelope} 1 {Signature}"
        },
        { "revokeAll", SessionKeyModuleCalls.RevokeAll(Samples.Account, Approval), $"account 1 {Signature}" },
        {
            "pause",
            SessionKeyModuleCalls.Pause(Order(new SessionPause(Samples.Context, Id)), Approval),
            $"account {Id} 11 1795219200 1 {Signature}"
        },
        {
            "resume",
            SessionKeyModuleCalls.Resume(Order(new SessionResumption(Samples.Context, Id, 7)), Approval),
            $"account {Id} 7 11 1795219200 1 {Signature}"
        },
        {
            "tightenMode",
            SessionKeyModuleCalls.TightenMode(
                Order(new ModeTightening(Samples.Context, AccountMode.Halted)), Approval),
            $"account 2 11 1795219200 1 {Signature}"
        },
        {
            "loosenMode",
            SessionKeyModuleCalls.LoosenMode(
                new ModeLoosening(Samples.Context, AccountMode.Normal, 7), Approval.ByCaller),
            "account 0 7 0 0 0 0x"
        },
        {
            "reattest",
            SessionKeyModuleCalls.Reattest(new SessionReattestation(Samples.Context, Id, Samples.Start), Approval),
            $"account {Id} 1795219200 1 {Signature}"
        },
        {
            "reattestAsRenewer",
            SessionKeyModuleCalls.ReattestAsRenewer(Packed, Samples.Start, Approval),
            $"account 4294967297 {Envelope} 1795219200 1 {Signature}"
        },
        { "setApprover", SessionKeyModuleCalls.SetApprover(Samples.Account), "account" },
        { "setConcurrentLimit", SessionKeyModuleCalls.SetConcurrentLimit(255), "255" },
        { "addGuardian", SessionKeyModuleCalls.AddGuardian(Samples.Account), "account" },
        { "removeGuardian", SessionKeyModuleCalls.RemoveGuardian(Samples.Account), "account" },
        { "accountState", SessionKeyModuleViews.AccountState(Samples.Account), "account" },
        { "controlOf", SessionKeyModuleViews.Control(Samples.Account), "account" },
        { "signerOf", SessionKeyModuleViews.Signer(Samples.Account, Samples.Account), "account account" },
        { "sessionStatus", SessionKeyModuleViews.SessionStatus(Samples.Account, Id), $"account {Id}" },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_is_that_of_the_module_with_its_arguments(string name, byte[] callData, string arguments)
    {
        using JsonDocument abi = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(RepositoryFiles.Root, "contracts", "abi", "ISessionKeyModule.json")));
        JsonElement function = abi.RootElement.EnumerateArray()
            .Single(item => item.Text("type") == "function" && item.Text("name") == name);
        IEnumerable<string> types = function.GetProperty("inputs").EnumerateArray().Select(input => input.Text("type"));

        IReadOnlyList<object> values = AbiFunction.Parse($"{name}({string.Join(',', types)})").DecodeCall(callData);

        Assert.Equal(arguments, string.Join(' ', values.Select(Show)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    public void Install_data_is_approver_shift_width_and_limit(byte limit)
    {
        byte[] data = SessionKeyModuleCalls.InstallData(Samples.Approver, new NonceLayout(104, 152), limit);

        Assert.Equal(128, data.Length);
        Assert.Equal(
            [Samples.Approver, (UInt256)104, (UInt256)152, (UInt256)limit],
            AbiDecoder.Decode("(address,uint8,uint8,uint8)", data));
    }

    [Fact]
    public void State_of_an_account_is_unpacked()
    {
        byte[] answer = Hex.Parse(Hex.Format(Samples.Approver.ToArray()) + "000000030005000407026898");

        Assert.Equal(
            new ModuleAccountState(Samples.Approver, 3, 5, 4, 7, AccountMode.Halted, 104, 152),
            SessionKeyModuleViews.ReadAccountState(answer));
        Assert.Throws<SessionKeyException>(() => SessionKeyModuleViews.ReadAccountState(answer.AsSpan(1)));
    }

    [Theory]
    [InlineData("00", false, false)]
    [InlineData("01", true, false)]
    [InlineData("02", false, true)]
    [InlineData("03", true, true)]
    public void State_of_a_session_is_unpacked(string flags, bool isRevoked, bool isPaused)
    {
        byte[] answer = Hex.Parse($"0x7fffffffffff0000000000090002000500000003{flags}0000000000000000000000");

        Assert.Equal(
            new ModuleSessionStatus
            {
                IsKnown = true,
                IsRevoked = isRevoked,
                IsPaused = isPaused,
                ExpiresAt = (1UL << 47) - 1,
                LastActivity = 9,
                Renewals = 2,
                Seat = 5,
                Epoch = 3,
            },
            SessionKeyModuleViews.ReadSessionStatus(answer));
    }

    [Fact]
    public void Session_that_nobody_granted_is_not_known() =>
        Assert.False(SessionKeyModuleViews.ReadSessionStatus(new byte[32]).IsKnown);

    [Fact]
    public void Counts_and_signers_are_read()
    {
        byte[] control = AbiEncoder.Encode("(uint32,uint32)", [(UInt256)2, (UInt256)uint.MaxValue]);
        byte[] signer = AbiEncoder.Encode("(bool,uint64)", [true, (UInt256)ulong.MaxValue]);

        Assert.Equal(new ModuleControl(2, uint.MaxValue), SessionKeyModuleViews.ReadControl(control));
        Assert.Equal(new ModuleSigner(true, ulong.MaxValue), SessionKeyModuleViews.ReadSigner(signer));
    }

    private static T Order<T>(T message)
        where T : SequencedMessage =>
        message with { Sequence = 11, Deadline = Samples.Start };

    private static string Show(object value) => value switch
    {
        Address address => address == Samples.Account ? "account" : address.ToString(),
        byte[] bytes => Hex.Format(bytes),
        _ => value.ToString()!,
    };
}
