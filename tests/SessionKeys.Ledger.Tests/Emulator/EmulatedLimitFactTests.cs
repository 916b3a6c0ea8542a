using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>One test for each measured limit of the app: what is sent by hand is answered as the real app
/// answered.</summary>
public class EmulatedLimitFactTests
{
    [Theory]
    [InlineData(8, "9000")]
    [InlineData(9, "6a80")]
    public async Task Ninth_open_dimension_is_6a80(int dimensions, string expected)
    {
        await using EthereumAppEmulator emulator = Start();
        string description = "c201" + $"{dimensions:x2}" + string.Concat(Enumerable.Repeat("00", dimensions));

        (string reply, _) = await Wire.SendAsync(
            emulator,
            [
                .. Wire.DomainDefinition, Wire.Struct("M"), Wire.Field(description, "a"), .. Wire.Domain,
                Wire.Root("M"), .. Enumerable.Repeat(Wire.Length(1), dimensions),
            ]);

        Assert.Equal(expected, reply);
    }

    [Theory]
    [InlineData(16, "9000")]
    [InlineData(17, "6a00")]
    public async Task Seventeenth_struct_inside_another_is_6a00(int depth, string expected)
    {
        await using EthereumAppEmulator emulator = Start();
        IEnumerable<string> structs = Enumerable.Range(1, depth).SelectMany(i => new[]
        {
            Wire.Struct($"S{i:00}"),
            i == depth ? Wire.Field("4201", "a") : Wire.Field("0003" + Hex($"S{i + 1:00}"), "s"),
        });

        (string reply, _) = await Wire.SendAsync(
            emulator, [.. Wire.DomainDefinition, .. structs, .. Wire.Domain, Wire.Root("S01")]);

        Assert.Equal(expected, reply);
    }

    [Theory]
    [InlineData(2, "9000")]
    [InlineData(1, "6a80")]
    [InlineData(3, "6a80")]
    public async Task Fixed_array_of_another_size_is_6a80(int count, string expected)
    {
        await using EthereumAppEmulator emulator = Start();

        (string reply, _) = await Wire.SendAsync(
            emulator,
            [
                .. Wire.DomainDefinition, Wire.Struct("M"), Wire.Field("c201010102", "a"), .. Wire.Domain,
                Wire.Root("M"), Wire.Length(count),
            ]);

        Assert.Equal(expected, reply);
    }

    [Fact]
    public async Task Array_of_255_elements_is_taken()
    {
        await using EthereumAppEmulator emulator = Start();

        (string reply, _) = await Wire.SendAsync(
            emulator,
            [
                .. Wire.DomainDefinition, Wire.Struct("M"), Wire.Field("c2010100", "a"), .. Wire.Domain,
                Wire.Root("M"), Wire.Length(255), Wire.Value("01"),
            ]);

        Assert.Equal("9000", reply);
    }

    [Theory]
    [InlineData(1, "9000")]
    [InlineData(2, "9000")]
    [InlineData(3, "6a80")]
    [InlineData(4, "9000")]
    [InlineData(6, "6a80")]
    [InlineData(8, "9000")]
    [InlineData(16, "9000")]
    [InlineData(32, "9000")]
    public async Task Signed_integer_of_a_width_that_cannot_be_shown_is_6a80(int size, string expected)
    {
        await using EthereumAppEmulator emulator = Start();

        (string reply, _) = await Wire.SendAsync(
            emulator, Wire.Message([Wire.Field($"41{size:x2}", "a")], Wire.Value("05")).SkipLast(1));

        Assert.Equal(expected, reply);
    }

    [Fact]
    public async Task Unsigned_integer_of_any_width_is_taken()
    {
        await using EthereumAppEmulator emulator = Start();

        (string reply, _) = await Wire.SendAsync(
            emulator, Wire.Message([Wire.Field("4206", "a")], Wire.Value("05")).SkipLast(1));

        Assert.Equal("9000", reply);
    }

    [Fact]
    public async Task Full_memory_at_the_signature_is_6980_or_the_end_of_the_app()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        device.Emulator.Settings.AnswersWhenFull = true;

        (string reply, _) = await Wire.SendAsync(device.Emulator, Selectors(200));
        device.Emulator.Settings.AnswersWhenFull = false;
        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.Disconnected, () => Wire.SendAsync(device.Emulator, Selectors(200)));

        Assert.Equal("6980", reply);
        Assert.Equal(AppAndVersion.Dashboard, device.Emulator.OpenApp);
        Assert.Contains("no signature came", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_for_which_no_memory_is_left_is_shown_empty_and_signed()
    {
        await using EthereumAppEmulator emulator = Start();
        emulator.AutoAnswer = EmulatorAnswer.Approve;
        string text = new('x', 250);
        IEnumerable<string> unused = Enumerable.Range(100, 194).SelectMany(
            i => new[] { Wire.Struct($"U{i}"), Wire.Field("4201", "a") });
        string[] message = Wire.Message([Wire.Field("05", "note")], Wire.Text(text));

        (string full, _) = await Wire.SendAsync(emulator, [.. unused, .. message]);
        string shown = Wire.Shown(emulator, "note");
        (string control, _) = await Wire.SendAsync(emulator, message);

        Assert.Equal(string.Empty, shown);
        Assert.Equal(text, Wire.Shown(emulator, "note"));
        Assert.Equal(control, full);
        Assert.Equal(2 * 67, full.Length);
    }

    [Fact]
    public async Task Path_of_eleven_elements_is_6a80()
    {
        await using EthereumAppEmulator emulator = Start();

        (string ten, _) = await Wire.SendAsync(
            emulator, "e002000029" + "0a8000002c8000003c" + new string('0', 8 * 8));
        (string eleven, _) = await Wire.SendAsync(
            emulator, "e00200002d" + "0b8000002c8000003c" + new string('0', 8 * 9));

        Assert.EndsWith("9000", ten, StringComparison.Ordinal);
        Assert.Equal("6a80", eleven);
    }

    [Fact]
    public async Task Leftover_bytes_after_the_path_are_6a80()
    {
        await using EthereumAppEmulator emulator = Start();

        (string chain, _) = await Wire.SendAsync(emulator, "e00200001d" + Wire.Path + "0000000000000089");
        (string leftover, _) = await Wire.SendAsync(emulator, "e00200001e" + Wire.Path + "000000000000008900");

        Assert.EndsWith("9000", chain, StringComparison.Ordinal);
        Assert.Equal("6a80", leftover);
    }

    [Theory]
    [InlineData(0x05u)]
    [InlineData(0xffff0005u)]
    public async Task Length_of_a_text_keeps_its_low_16_bits(uint announced)
    {
        await using EthereumAppEmulator emulator = Start();
        emulator.AutoAnswer = EmulatorAnswer.Approve;

        (string reply, int sent) = await Wire.SendAsync(emulator, Wire.Personal("hello"u8.ToArray(), announced));

        Assert.Equal((2 * 67, 1), (reply.Length, sent));
    }

    private static EthereumAppEmulator Start()
    {
        EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        emulator.Settings.RawMessages = true;
        return emulator;
    }

    private static string[] Selectors(int count) => Wire.Message(
        [Wire.Field("c6040100", "selectors")],
        [Wire.Length(count), .. Enumerable.Repeat(Wire.Value("a9059cbb"), count)]);

    private static string Hex(string text) => Convert.ToHexStringLower(text.Select(c => (byte)c).ToArray());
}
