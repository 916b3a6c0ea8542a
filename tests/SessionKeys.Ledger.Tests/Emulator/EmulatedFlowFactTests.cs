using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>One test for each measured fact about flows that somebody left, and about delegations.</summary>
public class EmulatedFlowFactTests
{
    private const string Allowed = "4cd241e8d1510e30b2076397afc7508ae59c66c9";
    private const string Zero = "0000000000000000000000000000000000000000";
    private const string Other = "63c0c19a282a1b52b07dd5a65b58948a07dae32b";

    private static readonly string[] Message = Wire.Message([Wire.Field("4201", "amount")], Wire.Value("07"));

    [Fact]
    public async Task Definition_after_half_of_the_values_is_6a00_and_works_the_second_time()
    {
        await using EthereumAppEmulator emulator = Start();
        await Wire.SendAsync(emulator, Message[..6]);

        Assert.Equal(("6a00", 1), await Wire.SendAsync(emulator, Message));
        Assert.Equal(Message.Length, (await Wire.SendAsync(emulator, Message)).Sent);
    }

    [Fact]
    public async Task Definitions_that_begin_again_after_some_of_them_fail_later_with_6a80()
    {
        await using EthereumAppEmulator emulator = Start();
        await Wire.SendAsync(emulator, Message[..2]);

        (string reply, int sent) = await Wire.SendAsync(emulator, Message);

        Assert.Equal("6a80", reply);
        Assert.True(sent > 4);
        Assert.Equal(Message.Length, (await Wire.SendAsync(emulator, Message)).Sent);
    }

    [Fact]
    public async Task Address_in_between_does_not_clear_a_flow_that_was_left()
    {
        await using EthereumAppEmulator emulator = Start();
        await Wire.SendAsync(emulator, Message[..6]);

        Assert.EndsWith("9000", (await Wire.SendAsync(emulator, Wire.GetAddress)).Reply, StringComparison.Ordinal);

        Assert.Equal(("6a00", 1), await Wire.SendAsync(emulator, Message));
    }

    [Theory]
    [InlineData(Allowed, true, 65)]
    [InlineData(Zero, true, 65)]
    [InlineData(Other, true, 0)]
    [InlineData(Allowed, false, 0)]
    [InlineData(Zero, false, 0)]
    public async Task Delegation_is_signed_for_the_contracts_on_the_list_and_with_the_setting(
        string contract, bool smartAccounts, int expectedData)
    {
        await using EthereumAppEmulator emulator = Start();
        emulator.Settings.SmartAccounts = smartAccounts;

        (string reply, _) = await Wire.SendAsync(emulator, Delegation(contract, Wire.Path));

        Assert.EndsWith(expectedData == 0 ? "6980" : "9000", reply, StringComparison.Ordinal);
        Assert.Equal(expectedData, (reply.Length / 2) - 2);
        Assert.True(expectedData == 0 || reply[..2] is "00" or "01");
    }

    [Theory]
    [InlineData("0102" + "0114" + Allowed + "020101" + "030100")]
    [InlineData("0001020114" + Allowed + "020101030100")]
    [InlineData("0001010113" + Allowed + "020101030100")]
    [InlineData("000101" + "0114" + Allowed + "020101")]
    [InlineData("000101" + "0114" + Allowed + "020101" + "020101" + "030100")]
    [InlineData("000101" + "0114" + Allowed + "0209010101010101010101" + "030100")]
    public async Task Delegation_of_another_form_is_6a80(string tagged)
    {
        await using EthereumAppEmulator emulator = Start();
        emulator.Settings.SmartAccounts = true;
        string data = Wire.Path + $"{tagged.Length / 2:x4}" + tagged;

        (string reply, _) = await Wire.SendAsync(emulator, $"e0340100{data.Length / 2:x2}{data}");

        Assert.Equal("6a80", reply);
    }

    [Fact]
    public async Task Delegation_may_come_in_parts()
    {
        await using EthereumAppEmulator emulator = Start();
        emulator.Settings.SmartAccounts = true;
        string whole = Delegation(Allowed, Wire.Path);
        string data = whole[10..];

        (string parts, int sent) = await Wire.SendAsync(
            emulator, $"e0340100{20 + 23:x2}" + data[..86], $"e0340000{(data.Length / 2) - 43:x2}" + data[86..]);

        Assert.Equal(2, sent);
        Assert.Equal((await Wire.SendAsync(emulator, whole)).Reply, parts);
    }

    [Theory]
    [InlineData("1.4.9", "e00c000055", "6d00")]
    [InlineData("1.5.0", "e00c000055", "6a80")]
    [InlineData("1.9.18", "e01a000001", "6d00")]
    [InlineData("1.10.0", "e01a000001", "9000")]
    [InlineData("1.16.9", "e034010001", "6d00")]
    [InlineData("1.17.0", "e034010001", "6a80")]
    public async Task Command_is_known_from_its_version_on(string version, string head, string expected)
    {
        await using EthereumAppEmulator emulator = EthereumAppEmulator.Start(
            new EmulatorOptions { AppVersion = Version.Parse(version) });
        string data = new('0', 2 * Convert.ToInt32(head[8..], 16));

        Assert.Equal(expected, (await Wire.SendAsync(emulator, head + data)).Reply);
    }

    private static string Delegation(string contract, string path)
    {
        string tagged = "000101" + "0114" + contract + "020101" + "030100";
        string data = path + $"{tagged.Length / 2:x4}" + tagged;
        return $"e0340100{data.Length / 2:x2}{data}";
    }

    private static EthereumAppEmulator Start()
    {
        EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        emulator.Settings.RawMessages = true;
        emulator.AutoAnswer = EmulatorAnswer.Approve;
        return emulator;
    }
}
