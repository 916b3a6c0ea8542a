namespace SessionKeys.Tests;

/// <summary>What became of account and session; nonce, paymaster and initCode.</summary>
internal static class StateCases
{
    private static readonly VerdictUse Use = new();

    public static IEnumerable<VerdictVector> All() => [.. States(), .. Seats(), .. Nonces(), .. Paymasters()];

    private static IEnumerable<VerdictVector> States()
    {
        yield return VerdictWorld.Live(Samples.Grant).Judge("allowed", Use);
        yield return new VerdictWorld(Samples.Grant).Judge("never granted", Use);
        yield return new VerdictWorld(Samples.Grant).Revoke().Judge("revoked before it was granted", Use);
        yield return VerdictWorld.Live(Samples.Grant).Revoke().Judge("revoked", Use);
        yield return VerdictWorld.Live(Samples.Grant).Pause().Judge("paused", Use);
        yield return VerdictWorld.Live(Samples.Grant).Pause().Revoke().Judge("paused and revoked", Use);
        yield return VerdictWorld.Live(Samples.Grant).Tighten(AccountMode.Halted).Judge("halted", Use);
        yield return VerdictWorld.Live(Samples.Grant).Tighten(AccountMode.Restricted).Judge("restricted", Use);
        yield return VerdictWorld.Live(envelope => envelope with
        {
            Capabilities = [Samples.TokenTransfer with { Essential = true }, Samples.Swap],
        }).Tighten(AccountMode.Restricted).Judge("restricted, but essential", Use);
        yield return VerdictWorld.Live(Samples.Grant).SetApprover(Samples.Approver).Judge("epoch passed", Use);
        yield return VerdictWorld.Live(Samples.Grant).Uninstall().Judge("not installed", Use);
        yield return VerdictWorld.Live(Samples.Grant)
            .Judge("another account", Use with { Sender = Samples.Recipient });
    }

    private static IEnumerable<VerdictVector> Seats()
    {
        SessionGrant second = Samples.With(envelope => envelope with { Salt = 8 });
        VerdictWorld one = VerdictWorld.Live(Samples.Grant).Of(second).Relay();
        yield return one.Of(Samples.Grant).Judge("two sessions without a limit", Use);
        yield return one.Limit(2).Of(Samples.Grant).Judge("seat at the floor", Use);
        yield return one.Limit(1).Of(Samples.Grant).Judge("seat below the floor", Use);
        yield return one.Judge("newest seat", Use);
        VerdictWorld limited = new VerdictWorld(Samples.Grant).Limit(1).Relay().Of(second).Relay();
        yield return limited.Of(Samples.Grant).Judge("evicted by a later grant", Use);
    }

    private static IEnumerable<VerdictVector> Nonces()
    {
        VerdictWorld world = VerdictWorld.Live(Samples.Grant);
        foreach (ulong lane in (ulong[])[0, 1, 7])
        {
            yield return world.Judge($"lane {lane}", Use with { Lane = lane });
        }

        yield return world.Judge("sequence", Use with { Nonce = nonce => nonce + 77UL });
        yield return world.Judge("bits of the account", Use with { Nonce = nonce => nonce | (UInt256.One << 103) });
        yield return world.Judge("lowest bit of the domain", Use with { Nonce = Flip(104 + 3) });
        yield return world.Judge("highest bit of the domain", Use with { Nonce = Flip(255) });
        yield return world.Judge("nonce 0", Use with { Nonce = _ => UInt256.Zero });
        VerdictWorld lanes = VerdictWorld.Live(envelope => envelope with { LaneBits = 144 });
        yield return lanes.Judge("8 bits of domain", Use with { Lane = 123_456_789 });
        yield return lanes.Judge("8 bits of another domain", Use with { Nonce = Flip(248) });
        VerdictWorld narrow = VerdictWorld.Live(CallCases.Grant7579);
        yield return narrow.Judge("32 free bits", Use);
        yield return narrow.Judge("another module's nonce", Use with { Nonce = Flip(96) });
        yield return narrow.Judge("another domain in 32 bits", Use with { Nonce = Flip(95) });
    }

    private static IEnumerable<VerdictVector> Paymasters()
    {
        Address named = Address.Parse("0x9a70000000000000000000000000000000000001");
        Address other = Address.Parse("0x9a70000000000000000000000000000000000002");
        foreach ((string term, PaymasterTerm value) in ((string, PaymasterTerm)[])[
            ("none", PaymasterTerm.None), ("one", PaymasterTerm.Only(named)), ("any", PaymasterTerm.Any)])
        {
            VerdictWorld world = VerdictWorld.Live(envelope => envelope with { Paymaster = value });
            foreach ((string used, byte[] data) in ((string, byte[])[])[
                ("nothing", []), ("1 byte", [1]), ("51 bytes", Bytes(named, 51)), ("the named one", Bytes(named, 52)),
                ("the named one with data", Bytes(named, 60)), ("another one", Bytes(other, 52)),
                ("address zero", new byte[52])])
            {
                yield return world.Judge($"paymaster {term}: {used}", Use with { Paymaster = data });
            }
        }

        foreach (int length in (int[])[1, 19, 20, 21, 52])
        {
            yield return VerdictWorld.Live(Samples.Grant)
                .Judge($"initCode of {length} bytes", Use with { InitCode = new byte[length] });
        }
    }

    private static Func<UInt256, UInt256> Flip(int bit) => nonce =>
        (nonce & (UInt256.One << bit)).IsZero ? nonce + (UInt256.One << bit) : nonce - (UInt256.One << bit);

    private static byte[] Bytes(Address paymaster, int length)
    {
        byte[] bytes = new byte[length];
        paymaster.CopyTo(bytes);
        return bytes;
    }
}
