namespace SessionKeys.TestKit;

/// <summary>Operations of a session: one that it allows, or one with a fault.</summary>
internal sealed class RandomOperation(DeterministicBytes random, DifferentialWorld world)
{
    /// <summary>By stage, the ones that policy is about first and more often.</summary>
    private static readonly OperationFault[][] Faults =
    [
        Between(OperationFault.WordByOne, OperationFault.ManyCalls),
        Between(OperationFault.WordByOne, OperationFault.WideAmount),
        [
            .. Between(OperationFault.ClaimBefore, OperationFault.ConsentOfStranger),
            OperationFault.ClaimBack,
            OperationFault.ConsentPassed,
            OperationFault.ConsentPassed,
            OperationFault.ConsentPassed,
        ],
        Between(OperationFault.NonceDomain, OperationFault.Sender),
        Between(OperationFault.CallDataBit, OperationFault.ExecuteUserOp),
        Between(OperationFault.HeadBit, OperationFault.ApproverSignatureLength),
        Between(OperationFault.SignatureBit, OperationFault.BytesBefore),
    ];

    private readonly CallFaults _calls = new(random, world);
    private readonly ByteFaults _bytes = new(random, world);

    /// <param name="account">The account.</param>
    /// <param name="session">The session.</param>
    /// <param name="claimedAt">The claimed second.</param>
    /// <param name="approval">The approver's signature when the operation carries the grant.</param>
    /// <param name="renewal">The number of the next renewal.</param>
    /// <param name="wanted">The fault; null for any or none.</param>
    public async Task<PlayedOperation> NextAsync(
        ISmartAccount account,
        PlayableSession session,
        ulong claimedAt,
        Approval? approval,
        ushort renewal,
        OperationFault? wanted)
    {
        OperationFault fault = wanted ?? (random.Chance(64) ? OperationFault.None : NextFault(session, approval));
        OperationDraft draft = new()
        {
            Session = session,
            Calls = [.. Enumerable.Range(0, random.Pick(1, 1, 1, 2, 3)).Select(_ => NextCall(session))],
            ClaimedAt = claimedAt,
            Options = new SegmentOptions { PublicKey = session.Key.PublicKey, Grace = random.Chance(20) },
            Approval = approval,
            Sender = account.Address,
        };
        if (session.Envelope.KeyType == KeyType.P256 && random.Chance(10))
        {
            draft.Options = draft.Options with { P256InSolidity = true };
        }

        _calls.Apply(fault, draft);
        _calls.ApplyTimes(fault, draft);
        ApplyApproval(fault, draft);
        await AddRenewalAsync(fault, draft, renewal).ConfigureAwait(false);
        fault = Build(fault, draft);
        SetFields(account, draft);
        _bytes.ApplyFields(fault, draft);
        _bytes.ApplyCallData(fault, draft);
        _bytes.ApplySegment(fault, draft);
        if (fault == OperationFault.FarDeadline)
        {
            await FarDeadline.SetAsync(draft, world.Approver, 20 + random.Below(11_000)).ConfigureAwait(false);
        }

        Hash32 hash = random.Hash();
        ISessionKeySigner signer = fault == OperationFault.SignatureOfStranger && session.Key.KeyType != KeyType.P256
            ? world.StrangerKey
            : session.Key;
        draft.Seal((await signer.SignAsync(draft.Digest(hash)).ConfigureAwait(false)).Span);
        _bytes.ApplySignature(fault, draft);
        return new PlayedOperation(
            session, draft.ToOperation(), hash, fault, draft.Claim, draft.Options, draft.Approval);
    }

    private static OperationFault[] Between(OperationFault first, OperationFault last) =>
        [.. Enum.GetValues<OperationFault>().Where(fault => fault >= first && fault <= last)];

    private static bool Applies(OperationFault fault, PlayableSession session, Approval? approval) => fault switch
    {
        OperationFault.ConsentPassed or OperationFault.ConsentOfStranger => !session.Envelope.Renewer.IsZero,
        OperationFault.PublicKeyBit => session.Envelope.KeyType == KeyType.P256,
        OperationFault.FormByte or OperationFault.TextForm or OperationFault.TermsBit or OperationFault.TermsByte
            or OperationFault.FarDeadline or OperationFault.LeavesSwapped or OperationFault.IndexOfSpend
            or OperationFault.ApproverSignature or OperationFault.ApproverSignatureLength => approval is not null,
        _ => true,
    };

    private OperationFault NextFault(PlayableSession session, Approval? approval)
    {
        while (true)
        {
            OperationFault fault = random.Pick<OperationFault>(random.Pick<OperationFault[]>(Faults));
            if (Applies(fault, session, approval))
            {
                return fault;
            }
        }
    }

    private Call NextCall(PlayableSession session)
    {
        Call example = session.Examples[random.Below(session.Examples.Count)];
        return random.Chance(80) ? example with { Value = UInt256.Zero } : example;
    }

    private void ApplyApproval(OperationFault fault, OperationDraft draft)
    {
        if (draft.Approval is not { } approval)
        {
            return;
        }

        byte[] signature = approval.Signature.ToArray();
        switch (fault)
        {
            case OperationFault.ApproverSignature:
                signature[random.Below(signature.Length)] ^= (byte)(1 << random.Below(8));
                break;
            case OperationFault.ApproverSignatureLength:
                signature = random.Next(random.Pick(0, 64, 66, 300));
                break;
        }

        draft.Approval = approval with { Signature = signature };
    }

    private async Task AddRenewalAsync(OperationFault fault, OperationDraft draft, ushort renewal)
    {
        CapabilityEnvelope envelope = draft.Session.Envelope;
        bool wanted = fault is
            OperationFault.Renewal or OperationFault.ConsentPassed or OperationFault.ConsentOfStranger;
        if (!wanted && (envelope.MaxRenewals == 0 || !random.Chance(20)))
        {
            return;
        }

        draft.Options = draft.Options with { Renew = true };
        if (envelope.Renewer.IsZero)
        {
            return;
        }

        ulong deadline = fault == OperationFault.ConsentPassed
            ? draft.ClaimedAt - (ulong)random.Below(2)
            : draft.ClaimedAt + (ulong)random.Pick(1, 300, 86_400);
        SessionRenewal message = new(
            draft.Session.Context,
            draft.Session.Grant.SessionId,
            renewal,
            DateTimeOffset.FromUnixTimeSeconds((long)deadline));
        InMemoryApprover renewer = fault == OperationFault.ConsentOfStranger ? world.Stranger : world.Renewer;
        RenewalConsent consent = await renewer.SignRenewalAsync(message).ConfigureAwait(false);
        draft.Options = draft.Options with { Consent = consent };
    }

    /// <summary>Where the library refuses to build such a segment, the operation has one call and no fault.</summary>
    private static OperationFault Build(OperationFault fault, OperationDraft draft)
    {
        try
        {
            draft.BuildSegment();
            return fault;
        }
        catch (SessionKeyException)
        {
            draft.Calls.RemoveRange(1, draft.Calls.Count - 1);
            draft.BuildSegment();
            return OperationFault.None;
        }
    }

    private void SetFields(ISmartAccount account, OperationDraft draft)
    {
        CapabilityEnvelope envelope = draft.Session.Envelope;
        NonceLayout layout = account.NonceLayout;
        byte laneBits = (byte)Math.Min(envelope.LaneBits, layout.MaxLaneBits);
        UInt256 lane = random.Word() >> (256 - laneBits);
        UInt256 key = account.NonceKey(NonceDomain.FreeBits(envelope.NonceDomain, layout, laneBits, lane));
        draft.Nonce = key.ToNonce((ulong)random.Below(9));
        draft.CallData = account.EncodeCalls(draft.Calls);
        draft.Signature = [];
        draft.VerificationGas = random.Amount(20);
        draft.CallGas = random.Amount(20);
        draft.PreVerificationGas = random.Amount(17);
        draft.MaxPriorityFee = random.Amount(30);
        draft.MaxFee = random.Amount(35);
        Address required = envelope.Paymaster.Required;
        if (!required.IsZero || (envelope.Paymaster.IsAny && random.Coin()))
        {
            UInt128 gas = random.Amount(20);
            Address paymaster = required.IsZero ? random.Address() : required;
            draft.PaymasterAndData =
            [
                .. paymaster.ToArray(),
                .. ((UInt256)gas).ToArray()[16..],
                .. ((UInt256)gas).ToArray()[16..],
                .. random.Next(random.Pick(0, 0, 65)),
            ];
        }
    }
}
