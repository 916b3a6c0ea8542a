using System.Buffers.Binary;

namespace SessionKeys.TestKit;

/// <summary>Faults of the encoded operation: of its fields, its calldata, its segment and its signature.</summary>
internal sealed class ByteFaults(DeterministicBytes random, DifferentialWorld world)
{
    public void ApplyFields(OperationFault fault, OperationDraft draft)
    {
        switch (fault)
        {
            case OperationFault.NonceDomain:
                draft.Nonce = Flip(draft.Nonce, 64 + random.Below(192));
                break;
            case OperationFault.NonceSequence:
                draft.Nonce = Flip(draft.Nonce, random.Below(64));
                break;
            case OperationFault.OtherPaymaster:
                draft.PaymasterAndData = [.. random.Address().ToArray(), .. random.Next(32)];
                break;
            case OperationFault.ZeroPaymaster:
                draft.PaymasterAndData = new byte[52];
                break;
            case OperationFault.NoPaymaster:
                draft.PaymasterAndData = [];
                break;
            case OperationFault.ShortPaymasterData:
                draft.PaymasterAndData = [.. world.Paymaster.ToArray(), .. new byte[random.Below(32)]];
                break;
            case OperationFault.InitCode:
                draft.InitCode = random.Next(21 + random.Below(40));
                break;
            case OperationFault.InitCodeOfMark:
                draft.InitCode = random.Next(1 + random.Below(20));
                break;
            case OperationFault.GasAbove:
                draft.CallGas = random.Amount(90);
                draft.MaxFee = random.Amount(60);
                break;
            case OperationFault.GasBeyond:
                draft.PreVerificationGas = random.Word();
                draft.MaxFee = random.Amount(128);
                break;
            case OperationFault.Sender:
                draft.Sender = random.Address();
                break;
        }
    }

    public void ApplyCallData(OperationFault fault, OperationDraft draft)
    {
        byte[] data = draft.CallData;
        switch (fault)
        {
            case OperationFault.CallDataBit:
                draft.CallData = FlipBit(data, 0, data.Length);
                break;
            case OperationFault.CallDataByte:
                draft.CallData = ChangeByte(data, 0, data.Length);
                break;
            case OperationFault.CallDataCut:
                draft.CallData = data[..random.Below(data.Length)];
                break;
            case OperationFault.CallDataTail:
                draft.CallData = [.. data, .. random.Coin() ? new byte[random.Pick(1, 31, 32)] : random.Next(32)];
                break;
            case OperationFault.CallDataWord when data.Length >= 36:
                int at = 4 + (32 * random.Below((data.Length - 4) / 32));
                byte[] word = (random.Word() >> random.Below(256)).ToArray();
                draft.CallData = [.. data[..at], .. word, .. data[(at + 32)..]];
                break;
            case OperationFault.CallDataOfOtherStandard:
                ISmartAccount other = draft.Session.Context.Route == Route.Erc7579
                    ? new ReferenceAccount6900(draft.Sender)
                    : new OpenZeppelinAccount7579(draft.Sender, world.Module);
                draft.CallData = other.EncodeCalls(draft.Calls);
                break;
            case OperationFault.ExecuteUserOp:
                draft.CallData = [0x8d, 0xd7, 0x71, 0x2f, .. data];
                break;
        }
    }

    public void ApplySegment(OperationFault fault, OperationDraft draft)
    {
        byte[] segment = draft.Unsigned;
        int termsEnd = OperationDraft.HeadLength + draft.Session.Grant.Terms.Length;
        int capabilitiesAt = termsEnd - draft.Session.Grant.Capabilities.Length;
        bool isEnabling = draft.Approval is not null;
        switch (fault)
        {
            case OperationFault.HeadBit:
                draft.Unsigned = FlipBit(segment, 0, OperationDraft.HeadLength);
                break;
            case OperationFault.SegmentBit:
                draft.Unsigned = FlipBit(segment, OperationDraft.HeadLength, segment.Length);
                break;
            case OperationFault.SegmentByte:
                draft.Unsigned = ChangeByte(segment, OperationDraft.HeadLength, segment.Length);
                break;
            case OperationFault.SegmentCut:
                draft.Unsigned = segment[..^(1 + random.Below(Math.Min(segment.Length - 1, 200)))];
                break;
            case OperationFault.SegmentTail:
                draft.Unsigned = [.. segment, .. random.Next(random.Pick(1, 32, 64, 7_000))];
                break;
            case OperationFault.LastByte:
                draft.Unsigned = ChangeByte(segment, segment.Length - 1, segment.Length);
                break;
            case OperationFault.FormByte when isEnabling:
                draft.Unsigned = ChangeByte(segment, termsEnd, termsEnd + 1);
                break;
            case OperationFault.TextForm when isEnabling:
                draft.Unsigned = [.. segment[..termsEnd], 0, .. segment[(termsEnd + 1)..]];
                break;
            case OperationFault.LeavesSwapped when isEnabling:
                draft.Unsigned =
                [
                    .. segment[..capabilitiesAt],
                    .. draft.Session.Grant.Leaves.Reverse().SelectMany(leaf => leaf.ToArray()),
                    .. segment[termsEnd..],
                ];
                break;
            case OperationFault.IndexOfSpend when isEnabling:
                draft.Unsigned = ChangeSpend([.. segment], capabilitiesAt, draft.Session.Grant);
                break;
            case OperationFault.PublicKeyBit when draft.Session.Envelope.KeyType == KeyType.P256:
                draft.Unsigned = FlipBit(segment, segment.Length - 64, segment.Length);
                break;
            case OperationFault.TermsBit when isEnabling:
                draft.Unsigned = FlipBit(segment, OperationDraft.HeadLength, termsEnd);
                break;
            case OperationFault.TermsByte when isEnabling:
                draft.Unsigned = ChangeByte(segment, OperationDraft.HeadLength, termsEnd);
                break;
        }
    }

    public void ApplySignature(OperationFault fault, OperationDraft draft)
    {
        byte[] all = draft.Signature;
        int proof = draft.Session.Envelope.KeyType == KeyType.P256 ? 64 : 65;
        int proofAt = Math.Max(0, all.Length - 2 - proof);
        switch (fault)
        {
            case OperationFault.SignatureBit:
                draft.Signature = FlipBit(all, proofAt, all.Length - 2);
                break;
            case OperationFault.SignatureV:
                draft.Signature = ChangeByte(all, all.Length - 3, all.Length - 2);
                break;
            case OperationFault.SignatureHighS:
                draft.Signature = [.. all];
                draft.Signature[proofAt + 32] |= 0x80;
                break;
            case OperationFault.LengthOfSegment:
                draft.Signature = [.. all[..^2], 0, 0];
                ushort length = (ushort)random.Pick(0, 118, 119, 7_168, 7_169, all.Length - 1, all.Length - 3, 65_535);
                BinaryPrimitives.WriteUInt16BigEndian(draft.Signature.AsSpan(all.Length - 2), length);
                break;
            case OperationFault.SignatureCut:
                draft.Signature = random.Coin() ? all[..random.Below(all.Length)] : all[random.Below(all.Length)..];
                break;
            case OperationFault.SignatureEmpty:
                draft.Signature = new byte[random.Below(3)];
                break;
            case OperationFault.BytesBefore:
                draft.Signature = [.. random.Next(1 + random.Below(40)), .. all];
                break;
        }
    }

    /// <summary>The last spend of a capability is the end of its leaf.</summary>
    private static byte[] ChangeSpend(byte[] segment, int capabilitiesAt, PackedGrant grant)
    {
        int end = capabilitiesAt;
        for (int i = 0; i < grant.Leaves.Count; i++)
        {
            end += grant.Leaves[i].Length;
            ValueList<Spend> spends = grant.Grant.Envelope.Capabilities[i].Spends;
            if (spends.Count > 0)
            {
                segment[end - (spends[^1].FixedAmount is null ? 2 : 17)] ^= 0x05;
                return segment;
            }
        }

        return segment;
    }

    private static UInt256 Flip(UInt256 number, int bit)
    {
        UInt256 mask = UInt256.One << bit;
        return (number & mask).IsZero ? number | mask : number - mask;
    }

    private byte[] FlipBit(byte[] bytes, int from, int end)
    {
        byte[] changed = [.. bytes];
        if (end > from)
        {
            changed[from + random.Below(end - from)] ^= (byte)(1 << random.Below(8));
        }

        return changed;
    }

    private byte[] ChangeByte(byte[] bytes, int from, int end)
    {
        byte[] changed = [.. bytes];
        if (end > from)
        {
            int at = from + random.Below(end - from);
            changed[at] = random.Pick((byte)0, (byte)1, (byte)2, (byte)0x7f, (byte)0xff, random.Next(1)[0]);
        }

        return changed;
    }
}
