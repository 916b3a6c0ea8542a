using System.Reflection;
using System.Text.Json;

namespace SessionKeys.Tests;

public sealed class RefusalTypesTests
{
    private static readonly Type[] Types =
    [
        .. typeof(SessionRefusal).Assembly.GetExportedTypes().Where(type => type.BaseType == typeof(SessionRefusal)),
    ];

    public static TheoryData<string> Names => new(Types.Select(type => type.Name));

    private static IEnumerable<JsonElement> Vectors =>
        RepositoryFiles.ReadVectors("refusals.json").GetProperty("errors").EnumerateArray();

    [Theory]
    [MemberData(nameof(Names))]
    public void Refusal_with_a_type_shows_each_argument_also_at_its_highest_value(string name)
    {
        ModuleError error = ModuleErrorTable.All.Single(each => each.Name == name);
        foreach (JsonElement vector in Vectors.Where(each => each.Text("errorName") == name))
        {
            Assert.True(ModuleErrors.TryDecode(Hex.Parse(vector.Text("data")), out SessionRefusal? refusal));

            Assert.Equal(name, refusal.GetType().Name);
            PropertyInfo[] properties = refusal.GetType().GetProperties(
                BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly);
            Assert.Equal(error.ArgumentNames.Count, properties.Length);
            Assert.All(properties, property => property.GetValue(refusal));
        }
    }

    [Fact]
    public void Refusal_without_a_type_has_its_name_and_values()
    {
        byte[] data = AbiFunction.Parse("NotInstalled(address)").EncodeCall([Samples.Account]);

        Assert.True(ModuleErrors.TryDecode(data, out SessionRefusal? refusal));

        Assert.False(refusal.GetType().IsPublic);
        Assert.Equal("NotInstalled", refusal.Name);
    }

    [Fact]
    public void Budget_shows_its_numbers_and_when_it_resets()
    {
        BudgetExceeded daily = Decode<BudgetExceeded>(
            "BudgetExceeded(uint256,address,uint256,uint256,uint256,uint256)",
            (UInt256)1, Samples.Token, (UInt256)100, (UInt256)60, (UInt256)50, (UInt256)1_800_057_600);
        BudgetExceeded lifetime = Decode<BudgetExceeded>(
            "BudgetExceeded(uint256,address,uint256,uint256,uint256,uint256)",
            (UInt256)0, Asset.Gas.Address, UInt256.MaxValue, (UInt256)60, (UInt256)50, UInt256.Zero);

        Assert.Equal(
            (1, new Asset(Samples.Token), (UInt256)100, (UInt256)60, (UInt256)50),
            (daily.BudgetIndex, daily.Asset, daily.Limit, daily.Spent, daily.Requested));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_800_057_600), daily.ResetsAt);
        Assert.Equal((Asset.Gas, UInt256.MaxValue), (lifetime.Asset, lifetime.Limit));
        Assert.Null(lifetime.ResetsAt);
    }

    [Fact]
    public void Times_of_a_session_are_times()
    {
        DateTimeOffset end = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);

        SessionExpired expired = Decode<SessionExpired>(
            "SessionExpired(uint48,uint48)", (UInt256)1_800_000_000, (UInt256)1_800_000_001);
        SessionNotYetValid early = Decode<SessionNotYetValid>(
            "SessionNotYetValid(uint48,uint48)", (UInt256)1_800_000_000, (UInt256)1_799_999_999);
        SessionExpired far = Decode<SessionExpired>(
            "SessionExpired(uint48,uint48)", (UInt256)((1UL << 48) - 1), UInt256.One);

        Assert.Equal((end, end.AddSeconds(1)), (expired.ExpiresAt, expired.ClaimedAt));
        Assert.Equal((end, end.AddSeconds(-1)), (early.ValidAfter, early.ClaimedAt));
        Assert.Null(far.ExpiresAt);
    }

    [Fact]
    public void Schedule_is_times_of_day_and_weekdays()
    {
        OutsideSchedule refusal = Decode<OutsideSchedule>(
            "OutsideSchedule(uint256,uint256,uint256,uint48)",
            (UInt256)30_600, (UInt256)86_400, (UInt256)65, (UInt256)1_800_000_000);

        Assert.Equal(new TimeSpan(8, 30, 0), refusal.From);
        Assert.Equal(TimeSpan.FromDays(1), refusal.To);
        Assert.Equal(Weekdays.Monday | Weekdays.Sunday, refusal.Days);
    }

    [Fact]
    public void Rule_and_call_show_what_was_compared()
    {
        Hash32 actual = Hash32.FromBytes([.. new byte[31], 7]);
        RuleViolated rule = Decode<RuleViolated>(
            "RuleViolated(uint256,uint256,uint256,uint8,bytes32,bytes32)",
            (UInt256)1, (UInt256)2, (UInt256)3, (UInt256)2, actual, Hash32.Zero);
        CallNotGranted call = Decode<CallNotGranted>(
            "CallNotGranted(uint256,address,bytes4)", (UInt256)4, Samples.Router, Hex.Parse("0xa9059cbb"));

        Assert.Equal(
            (1, 2, 3, Comparison.AtMost, actual, Hash32.Zero),
            (rule.CallIndex, rule.RuleIndex, rule.Word, rule.Comparison, rule.Actual, rule.Allowed));
        Assert.Equal((4, Samples.Router), (call.CallIndex, call.Target));
        Assert.Equal("0xa9059cbb", call.Selector.ToString());
    }

    [Fact]
    public void Epoch_mode_and_session_are_named()
    {
        EpochPassed epoch = Decode<EpochPassed>("EpochPassed(uint32,uint32)", (UInt256)2, (UInt256)5);
        ModeForbids mode = Decode<ModeForbids>("ModeForbids(uint8)", (UInt256)2);
        SessionIsRevoked revoked = Decode<SessionIsRevoked>("SessionIsRevoked(bytes32)", Hash32.Zero);

        Assert.Equal((2U, 5U), (epoch.Granted, epoch.Current));
        Assert.Equal(AccountMode.Halted, mode.Mode);
        Assert.Equal(Hash32.Zero, revoked.SessionId);
    }

    [Fact]
    public void Outflow_and_limit_in_dollars_show_their_numbers()
    {
        OutflowNotCounted outflow = Decode<OutflowNotCounted>(
            "OutflowNotCounted(address,uint256,uint256)", Samples.Token, (UInt256)500, (UInt256)7);
        UsdLimitExceeded limit = Decode<UsdLimitExceeded>(
            "UsdLimitExceeded(uint256,uint256,uint256,uint256)",
            (UInt256)100, (UInt256)60, (UInt256)50, (UInt256)1_800_057_600);

        Assert.Equal(
            (new Asset(Samples.Token), (UInt256)500, (UInt256)7), (outflow.Asset, outflow.Outflow, outflow.Counted));
        Assert.Equal(((UInt256)100, (UInt256)60, (UInt256)50), (limit.Limit, limit.Spent, limit.Requested));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1_800_057_600), limit.ResetsAt);
    }

    private static T Decode<T>(string signature, params object[] values)
        where T : SessionRefusal
    {
        Assert.True(ModuleErrors.TryDecode(AbiFunction.Parse(signature).EncodeCall(values), out SessionRefusal? refusal));
        return Assert.IsType<T>(refusal);
    }
}
