namespace SessionKeys.TestKit;

/// <summary>Faults of the calls, before the operation is encoded, and of its times and options.</summary>
internal sealed class CallFaults(DeterministicBytes random, DifferentialWorld world)
{
    /// <summary>Changes the calls; other faults change nothing here.</summary>
    public void Apply(OperationFault fault, OperationDraft draft)
    {
        int index = random.Below(draft.Calls.Count);
        Call call = draft.Calls[index];
        Capability? named = draft.Session.Envelope.Capabilities
            .FirstOrDefault(each => each.Target == call.Target && each.Selector == call.Selector);
        switch (fault)
        {
            case OperationFault.ManyCalls:
                draft.Calls.AddRange(Enumerable.Repeat(call, random.Pick(3, 14, 16, 17)));
                break;
            case OperationFault.ForbiddenTarget:
                draft.Calls[index] = call with { Target = Forbidden(draft) };
                break;
            case OperationFault.OtherTarget:
                Address target = random.Pick(world.Router, world.Tokens[1], random.Address());
                draft.Calls[index] = call with { Target = target };
                break;
            case OperationFault.ValueAbove:
                draft.Calls[index] = call with { Value = (UInt256)(named?.MaxValue ?? 0) + UInt256.One };
                break;
            case OperationFault.ValueAtMaximum:
                draft.Calls[index] = call with { Value = named?.MaxValue ?? 0 };
                break;
            default:
                draft.Calls[index] = call with { Data = ChangeData(fault, call.Data.ToArray(), named) };
                break;
        }
    }

    /// <summary>Changes claim and options; other faults change nothing here.</summary>
    public void ApplyTimes(OperationFault fault, OperationDraft draft)
    {
        ulong step = (ulong)random.Pick(1, 60, 700, 90_000, 40_000_000);
        switch (fault)
        {
            case OperationFault.ClaimBefore:
                draft.ClaimedAt = (ulong)draft.Session.Envelope.ValidAfter.ToUnixTimeSeconds() - 1;
                break;
            case OperationFault.ClaimLong:
                draft.ClaimedAt += step;
                break;
            case OperationFault.ClaimBack:
                draft.ClaimedAt -= Math.Min(step, 90_000);
                break;
            case OperationFault.NotAfterPassed:
                draft.NotAfter = draft.ClaimedAt - (ulong)random.Below(3);
                break;
            case OperationFault.NotAfterSoon:
                draft.NotAfter = draft.ClaimedAt + 1 + (ulong)random.Below(600);
                break;
        }
    }

    private byte[] ChangeData(OperationFault fault, byte[] data, Capability? named)
    {
        int words = (data.Length - 4) / 32;
        int at = words > 0 ? 4 + (32 * ChooseWord(words, named)) : 0;
        switch (fault)
        {
            case OperationFault.WordByOne when words > 0:
                UInt256 word = UInt256.ReadBigEndian(data.AsSpan(at, 32));
                bool up = word.IsZero || (random.Coin() && word != UInt256.MaxValue);
                (up ? word + UInt256.One : word - UInt256.One).WriteBigEndian(data.AsSpan(at, 32));
                return data;
            case OperationFault.WordAtRandom when words > 0:
                (random.Word() >> random.Below(256)).WriteBigEndian(data.AsSpan(at, 32));
                return data;
            case OperationFault.WideAmount when words > 0:
                ((UInt256.One << 128) + (ulong)random.Below(2)).WriteBigEndian(data.AsSpan(at, 32));
                return data;
            case OperationFault.DataCut:
                return data[..random.Below(data.Length + 1)];
            case OperationFault.DataLonger:
                return [.. data, .. random.Next(1 + random.Below(64))];
            case OperationFault.ThreeBytes:
                return [.. random.Next(1 + random.Below(3))];
            case OperationFault.OtherSelector when data.Length >= 4:
                return [.. random.Next(4), .. data[4..]];
            default:
                return data;
        }
    }

    /// <summary>Mostly one that a rule or a spend looks at.</summary>
    private int ChooseWord(int words, Capability? named)
    {
        int[] judged = named is null
            ? []
            : [.. named.Rules.Select(rule => (int)rule.Word), .. named.Spends.Select(spend => (int)spend.Word)];
        int any = random.Below(words);
        return judged.Length > 0 && random.Chance(80) ? Math.Min(random.Pick<int>(judged), words - 1) : any;
    }

    private Address Forbidden(OperationDraft draft) => random.Pick<Address>([
        draft.Session.Context.Account,
        draft.Session.Context.Module,
        .. world.Helpers,
        EntryPoints.V07,
        EntryPoints.V08,
        EntryPoints.V09,
        Address.Parse("0x5FF137D4b0FDCD49DcA30c7CF57E578a026d2789"),
        Address.FromBytes([.. new byte[18], .. random.Next(2)]),
    ]);
}
