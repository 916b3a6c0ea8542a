using System.Text.Json;

namespace SessionKeys.Tests;

public sealed class SessionKeyModuleCallsTests
{
    private static readonly PackedGrant Packed = GrantEncoding.Encode(Samples.Grant);

    private static readonly Approval Approval = new(ApprovalForm.Typed, new byte[] { 1, 2, 3 });

    public static TheoryData<string, byte[]> Calls => new()
    {
        { "grant", SessionKeyModuleCalls.Grant(Packed, Approval) },
        { "revoke", SessionKeyModuleCalls.Revoke(Samples.Account, Packed.SessionId, Approval) },
        { "revokeAll", SessionKeyModuleCalls.RevokeAll(Samples.Account, Approval) },
        { "setApprover", SessionKeyModuleCalls.SetApprover(Samples.Approver) },
        { "accountState", SessionKeyModuleViews.AccountState(Samples.Account) },
        { "sessionStatus", SessionKeyModuleViews.SessionStatus(Samples.Account, Packed.SessionId) },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public void Call_has_the_signature_of_the_module(string name, byte[] callData)
    {
        using JsonDocument abi = JsonDocument.Parse(
            File.ReadAllText(Path.Combine(RepositoryFiles.Root, "contracts", "abi", "ISessionKeyModule.json")));
        JsonElement function = abi.RootElement.EnumerateArray()
            .Single(item => item.Text("type") == "function" && item.Text("name") == name);
        IEnumerable<string> types = function.GetProperty("inputs").EnumerateArray().Select(input => input.Text("type"));

        IReadOnlyList<object> values = AbiFunction.Parse($"{name}({string.Join(',', types)})").DecodeCall(callData);

        Assert.Equal(types.Count(), values.Count);
        Assert.Equal(name == "setApprover" ? Samples.Approver : Samples.Account, values[0]);
    }

    [Fact]
    public void Grant_carries_route_terms_form_and_signature()
    {
        IReadOnlyList<object> values = AbiFunction.Parse("grant(address,uint40,bytes,uint8,bytes)")
            .DecodeCall(SessionKeyModuleCalls.Grant(Packed, Approval));

        Assert.Equal((UInt256)0x0100000001UL, values[1]);
        Assert.Equal(Packed.Terms.ToArray(), (byte[])values[2]);
        Assert.Equal(UInt256.One, values[3]);
        Assert.Equal([1, 2, 3], (byte[])values[4]);
    }

    [Fact]
    public void Install_data_is_approver_shift_width_and_no_limit()
    {
        byte[] data = SessionKeyModuleCalls.InstallData(Samples.Approver, new NonceLayout(104, 152));

        Assert.Equal(128, data.Length);
        Assert.Equal(
            [Samples.Approver, (UInt256)104, (UInt256)152, UInt256.Zero],
            AbiDecoder.Decode("(address,uint8,uint8,uint8)", data));
    }

    [Fact]
    public void Answers_of_the_module_are_read()
    {
        byte[] state = AbiEncoder.Encode(
            "(address,uint32,uint16,uint8,uint8)",
            [Samples.Approver, (UInt256)3, (UInt256)5, (UInt256)104, (UInt256)152]);
        byte[] status = AbiEncoder.Encode(
            "(bool,bool,uint48,uint16,uint32)", [true, false, (UInt256)((1UL << 47) - 1), (UInt256)5, (UInt256)3]);

        Assert.Equal(
            new ModuleAccountState(Samples.Approver, 3, 5, 104, 152), SessionKeyModuleViews.ReadAccountState(state));
        Assert.Equal(
            new ModuleSessionStatus(true, false, (1UL << 47) - 1, 5, 3),
            SessionKeyModuleViews.ReadSessionStatus(status));
        Assert.Throws<SessionKeyException>(() => SessionKeyModuleViews.ReadAccountState(state.AsSpan(1)));
    }
}
