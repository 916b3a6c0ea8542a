namespace SessionKeys.Tests;

/// <summary>The outer call of both standards, its one canonical form, targets and capabilities.</summary>
internal static class CallCases
{
    private static readonly VerdictUse Use = new();

    internal static SessionGrant Grant7579 { get; } = Samples.Grant with
    {
        Context = Samples.Context with { Route = Route.Erc7579 },
    };

    public static IEnumerable<VerdictVector> All() =>
    [
        .. Forms("6900", VerdictWorld.Live(Samples.Grant)), .. Forms("7579", VerdictWorld.Live(Grant7579)),
        .. Wrapped(), .. Modes(), .. Targets(), .. Leaves(),
    ];

    private static IEnumerable<VerdictVector> Forms(string standard, VerdictWorld world)
    {
        Call[] two = [Samples.TransferOf(1), Samples.TransferOf(2)];
        yield return world.Judge($"{standard}: batch of 2", Use with { Calls = [.. two] });
        yield return world.Judge($"{standard}: batch of 16", Use with { Calls = [.. Many(16)] });
        yield return world.Judge($"{standard}: batch of 17", Use with { Calls = [.. Many(17)] });
        foreach (int length in (int[])[0, 1, 3, 4, 5, 36, 68, 100])
        {
            yield return world.Judge(
                $"{standard}: call data of {length} bytes", Use with { CallData = data => data[..length] });
        }

        foreach ((string form, ValueList<Call> calls) in ((string, ValueList<Call>)[])[
            ("single", [two[0]]), ("batch", [.. two])])
        {
            VerdictUse use = Use with { Calls = calls };
            yield return world.Judge($"{standard} {form}: one byte more", use with { CallData = data => [.. data, 0] });
            yield return world.Judge(
                $"{standard} {form}: a word more", use with { CallData = data => [.. data, .. new byte[32]] });
            yield return world.Judge($"{standard} {form}: one byte less", use with { CallData = data => data[..^1] });
            yield return world.Judge(
                $"{standard} {form}: another function", use with { CallData = data => RuleCases.Damaged(data, 3) });
            foreach (int word in Enumerable.Range(0, form == "single" ? 4 : 8))
            {
                yield return world.Judge(
                    $"{standard} {form}: word {word} damaged",
                    use with { CallData = data => RuleCases.Damaged(data, 4 + (32 * word) + 31) });
                yield return world.Judge(
                    $"{standard} {form}: word {word} huge",
                    use with { CallData = data => RuleCases.Damaged(data, 4 + (32 * word)) });
            }

            yield return world.Judge(
                $"{standard} {form}: padding not zero",
                use with { CallData = data => RuleCases.Damaged(data, data.Length - 1) });
        }

        foreach (int length in (int[])[1, 2, 3])
        {
            yield return world.Judge($"{standard}: {length} bytes for a call", Use with
            {
                Calls = [new Call(Samples.Token, UInt256.Zero, new byte[length])],
            });
        }

        yield return world.Judge($"{standard}: four zero bytes for a call", Use with
        {
            Calls = [new Call(Samples.Token, UInt256.Zero, new byte[4])],
        });
    }

    private static IEnumerable<VerdictVector> Wrapped()
    {
        byte[] executeUserOp = [0x8d, 0xd7, 0x71, 0x2f];
        VerdictWorld world = VerdictWorld.Live(Samples.Grant);
        yield return world.Judge("behind executeUserOp", Use with { CallData = data => [.. executeUserOp, .. data] });
        yield return world.Judge(
            "twice behind executeUserOp",
            Use with { CallData = data => [.. executeUserOp, .. executeUserOp, .. data] });
        yield return world.Judge("executeUserOp alone", Use with { CallData = _ => executeUserOp });
        yield return VerdictWorld.Live(Grant7579)
            .Judge("7579 behind executeUserOp", Use with { CallData = data => [.. executeUserOp, .. data] });
    }

    /// <summary>Call type, execution type and the bytes behind them.</summary>
    private static IEnumerable<VerdictVector> Modes()
    {
        VerdictWorld world = VerdictWorld.Live(Grant7579);
        foreach (int position in (int[])[0, 1, 2, 6, 31])
        {
            foreach (byte value in (byte[])[0x01, 0xff])
            {
                yield return world.Judge(
                    $"7579: byte {position} of the mode is {value}",
                    Use with { CallData = TimeCases.Put(4 + position, value, 1) });
            }
        }
    }

    private static IEnumerable<VerdictVector> Targets()
    {
        VerdictWorld world = VerdictWorld.Live(Samples.Grant);
        foreach ((string name, string address) in ((string, string)[])[
            ("zero", "0x0000000000000000000000000000000000000000"),
            ("the last reserved address", "0x000000000000000000000000000000000000ffff"),
            ("the first free address", "0x0000000000000000000000000000000000010000"),
            ("the account", "0xacc0000000000000000000000000000000000001"),
            ("the module", "0x5e55100000000000000000000000000000000001"),
            ("EntryPoint v0.6", "0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789"),
            ("EntryPoint v0.7", "0x0000000071727De22E5E9d8BAf0edAc6f37da032"),
            ("EntryPoint v0.8", "0x4337084D9E255Ff0702461CF8895CE9E3b5Ff108"),
            ("EntryPoint v0.9", "0x433709009B8330FDa32311DF1C2AFA402eD8D009"),
            ("text renderer", VerdictWorld.Helpers[0].ToString()),
            ("P-256 verifier", VerdictWorld.Helpers[1].ToString()),
            ("messages", VerdictWorld.Helpers[2].ToString()),
            ("control code", VerdictWorld.Helpers[3].ToString()),
            ("a neighbour of the control code", "0x4e19e50000000000000000000000000000000005"),
        ])
        {
            yield return world.Judge(
                $"target {name}",
                Use with { Calls = [Samples.TransferOf(1) with { Target = Address.Parse(address) }] });
        }

        yield return world.Judge(
            "another function",
            Use with
            {
                Calls = [Call.Function(Samples.Token, "approve(address,uint256)", Samples.Recipient, UInt256.One)],
            });
        yield return world.Judge("empty call data", Use with { Calls = [new Call(Samples.Token, 0, default)] });
        yield return world.Judge("second call not granted", Use with
        {
            Calls = [Samples.TransferOf(1), Samples.TransferOf(1) with { Target = Samples.Recipient }],
        });
    }

    private static IEnumerable<VerdictVector> Leaves()
    {
        VerdictWorld world = VerdictWorld.Live(Samples.Grant);
        int compact = world.Grant.Core.Length + 64;
        yield return world.Judge("leaf index beyond", Use with { Unsigned = bytes => [.. bytes[..^1], 1] });
        yield return world.Judge("leaf count 0", Use with { Unsigned = TimeCases.Put(13 + compact, 0, 1) });
        yield return world.Judge("leaf count 17", Use with { Unsigned = TimeCases.Put(13 + compact, 17, 1) });
        yield return world.Judge(
            "leaf damaged", Use with { Unsigned = bytes => RuleCases.Damaged(bytes, 13 + compact + 40) });
        yield return world.Judge(
            "root damaged", Use with { Unsigned = bytes => RuleCases.Damaged(bytes, 13 + compact - 40) });
        yield return world.Judge(
            "proof damaged", Use with { Unsigned = bytes => RuleCases.Damaged(bytes, bytes.Length - 3) });
        yield return world.Judge("proof of 21", Use with
        {
            Unsigned = bytes => TimeCases.Put(bytes.Length - 1 - 33, 21, 1)(bytes),
        });
        yield return world.Judge("proof of 0", Use with
        {
            Unsigned = bytes => [.. bytes[..^34], 0, .. bytes[^1..]],
        });
    }

    private static IEnumerable<Call> Many(int count) =>
        Enumerable.Range(0, count).Select(each => Samples.TransferOf((ulong)each));
}
