namespace SessionKeys.Ledger.Tests;

public class TypedDataApdusTests
{
    [Fact]
    public void Small_message_becomes_the_commands_of_the_protocol()
    {
        TypedData data = Samples.Flat(("numbers", "uint8[]", Samples.List((UInt256)1, (UInt256)2)));

        string[] sent = [.. Build(data).Select(command => Convert.ToHexStringLower(command.Apdu.ToBytes()))];

        Assert.Equal(
            [
                "e01a00000c" + "454950373132446f6d61696e",
                "e01a00ff06" + "05" + "046e616d65",
                "e01a00ff09" + "05" + "0776657273696f6e",
                "e01a00ff0a" + "4220" + "07636861696e4964",
                "e01a00ff13" + "03" + "11766572696679696e67436f6e7472616374",
                "e01a000005" + "4f72646572",
                "e01a00ff0c" + "c2010100" + "076e756d62657273",
                "e01c00000c" + "454950373132446f6d61696e",
                "e01c00ff0d" + "000b" + "53657373696f6e4b657973",
                "e01c00ff03" + "0001" + "31",
                "e01c00ff04" + "0002" + "7a69",
                "e01c00ff16" + "0014" + "5fbdb2315678afecb367f032d93f642f64180aa3",
                "e01c000005" + "4f72646572",
                "e01c000f01" + "02",
                "e01c00ff03" + "0001" + "01",
                "e01c00ff03" + "0001" + "02",
                "e00c000115" + "058000002c8000003c800000000000000000000000",
            ],
            sent);
    }

    [Fact]
    public void Array_of_structs_is_described_as_in_the_protocol()
        => Assert.Contains(
            Build(Samples.Nested(1, 1)),
            command => Convert.ToHexStringLower(command.Apdu.Data)
                == "800a4361706162696c6974790100" + "0c6361706162696c6974696573");

    [Fact]
    public void Structs_are_sent_sorted_by_name()
        => Assert.Equal(
            ["Capability", "EIP712Domain", "Grant", "Rule"],
            Build(Samples.Nested(1, 1)).Where(command => command.Apdu is { Ins: 0x1a, P2: 0x00 })
                .Select(command => System.Text.Encoding.ASCII.GetString(command.Apdu.Data)));

    [Theory]
    [InlineData(252, new[] { 254 })]
    [InlineData(253, new[] { 255 })]
    [InlineData(254, new[] { 255, 1 })]
    [InlineData(255, new[] { 255, 2 })]
    [InlineData(508, new[] { 255, 255 })]
    [InlineData(509, new[] { 255, 255, 1 })]
    public void Value_is_cut_where_a_command_is_full(int length, int[] dataLengths)
    {
        byte[] blob = [.. Enumerable.Range(0, length).Select(i => (byte)(i % 251))];

        IEnumerable<Apdu> apdus = Build(Samples.Flat(("blob", "bytes", blob))).Select(command => command.Apdu);
        Apdu[] parts = [.. apdus.SkipLast(1).TakeLast(dataLengths.Length)];

        Assert.Equal(dataLengths, parts.Select(part => part.Data.Length));
        Assert.Equal([(byte)(length >> 8), (byte)(length & 0xff), .. blob], parts.SelectMany(part => part.Data));
        Assert.All(parts.SkipLast(1), part => Assert.Equal(0x01, part.P1));
        Assert.Equal(0x00, parts[^1].P1);
    }

    [Fact]
    public void Outer_dimension_is_the_last_bracket()
    {
        TypedData data = Samples.Flat(("grid", "uint8[2][3]", Samples.List(
            Samples.List((UInt256)1, (UInt256)2),
            Samples.List((UInt256)3, (UInt256)4),
            Samples.List((UInt256)5, (UInt256)6))));

        Assert.Equal(
            [3, 2, 2, 2], Build(data).Where(command => command.Apdu is { Ins: 0x1c, P2: 0x0f }).Select(
                command => command.Apdu.Data[0]));
    }

    [Fact]
    public void Stages_follow_each_other()
        => Assert.Equal(
            Enum.GetValues<TypedDataStage>().Except([TypedDataStage.Certificate, TypedDataStage.Filters]),
            Build(Samples.Nested(1, 1)).Select(command => command.Stage).Distinct());

    private static IReadOnlyList<TypedDataCommand> Build(TypedData data)
        => TypedDataApdus.Build(DerivationPath.Default, TypedDataPlanner.Plan(data));
}
