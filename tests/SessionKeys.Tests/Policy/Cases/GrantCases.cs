namespace SessionKeys.Tests;

/// <summary>Operations that carry their grant: what it takes to come into being.</summary>
internal static class GrantCases
{
    private static readonly VerdictUse Use = new() { Enables = true };

    public static IEnumerable<VerdictVector> All() =>
    [
        .. Enabling(), .. Approvals(), .. AccountAnswers(), .. Replacing(), .. TermCases.All(), .. Encodings(),
        .. FarTimeCases.All(),
    ];

    private static IEnumerable<VerdictVector> Enabling()
    {
        VerdictWorld world = new(Samples.Grant);
        DateTimeOffset deadline = Samples.Envelope.GrantDeadline;
        yield return world.Judge("enable by the typed form", Use);
        yield return world.Judge("enable by the text form", Use with { Form = ApprovalForm.Text });
        yield return new VerdictWorld(CallCases.Grant7579).Judge("enable on ERC-7579", Use);
        foreach (int offset in (int[])[-2, -1, 0, 1])
        {
            yield return world.Judge(
                $"grant deadline {offset:+0;-0;0}", Use with { ClaimedAt = deadline.AddSeconds(offset) });
        }

        yield return world.Judge("enable before validAfter", Use with { ClaimedAt = Samples.Start.AddSeconds(-1) });
        yield return VerdictWorld.Live(Samples.Grant).Judge("grant of a live session", Use);
        yield return VerdictWorld.Live(Samples.Grant)
            .Judge("grant of a live session after the deadline", Use with { ClaimedAt = deadline.AddDays(1) });
        yield return VerdictWorld.Live(Samples.Grant).Revoke().Judge("grant of a revoked session", Use);
        yield return new VerdictWorld(Samples.Grant).Tighten(AccountMode.Restricted).Judge(
            "grant while restricted", Use);
        yield return new VerdictWorld(Samples.Grant).Play(Use).Judge("used again without the grant", new VerdictUse());
        yield return new VerdictWorld(Samples.Grant).Limit(1).Judge("first of one session", Use);
        yield return VerdictWorld.Live(Samples.Grant).Limit(1).Of(Samples.With(envelope => envelope with { Salt = 8 }))
            .Judge("second of one session", Use);
        VerdictWorld ttl = new(Samples.With(envelope => envelope with
        {
            Ttl = TimeSpan.FromMinutes(10),
            MaxRenewals = 1,
            IdleTimeout = TimeSpan.FromMinutes(5),
        }));
        yield return ttl.Judge("activation is the claim", Use);
        yield return ttl.Judge("enable and renew at once", Use with { Options = new SegmentOptions { Renew = true } });
        yield return world.Judge(
            "enable with a call that is refused", Use with { Calls = [Samples.TransferOf(25_000_001)] });
        yield return world.Judge("enable with the second capability", Use with
        {
            Calls = [RuleCaller(Samples.Account)],
        });
    }

    private static Call RuleCaller(Address account) => new(
        Samples.Router,
        0,
        (byte[])[.. Samples.Swap.Selector.ToArray(), .. Word(Samples.Token), .. new byte[96], .. Word(account)]);

    private static byte[] Word(Address address) => [.. new byte[12], .. address.ToArray()];

    private static IEnumerable<VerdictVector> Approvals()
    {
        VerdictWorld world = new(Samples.Grant);
        yield return world.Judge(
            "approval damaged", Use with { ApproverSignature = bytes => RuleCases.Damaged(bytes, 9) });
        foreach (byte v in (byte[])[0, 26, 29])
        {
            yield return world.Judge($"approval with v {v}", Use with { ApproverSignature = TimeCases.Put(^1, v) });
        }

        yield return world.Judge(
            "approval with s above half", Use with { ApproverSignature = TimeCases.Put(^33, 0x80) });
        foreach (int length in (int[])[0, 64, 66])
        {
            yield return world.Judge($"approval of {length} bytes", Use with
            {
                ApproverSignature = bytes => length > 65 ? [.. bytes, 0] : bytes[..length],
            });
        }

        int formAt = 13 + world.Grant.Terms.Length;
        yield return world.Judge("form 2", Use with { Unsigned = TimeCases.Put(formAt, 2) });
        yield return world.Judge("text approval as typed", Use with
        {
            Form = ApprovalForm.Text,
            Unsigned = TimeCases.Put(formAt, 1),
        });
        yield return new VerdictWorld(Samples.With(envelope => envelope with { TokenNames = true }))
            .Judge("token names in the typed form", Use);
        yield return new VerdictWorld(Samples.With(envelope => envelope with { TokenNames = true }))
            .Judge("token names in the text form", Use with { Unsigned = TimeCases.Put(formAt, 0) });
        SessionGrant second = Samples.Grant with { Context = Samples.Context with { Epoch = 2 } };
        yield return new VerdictWorld(second).SetApprover(Samples.Account).Judge("approver is the account", Use);
        yield return new VerdictWorld(second).SetApprover(Samples.Router).Judge("approver is another", Use);
        yield return new VerdictWorld(second).SetApprover(Samples.Router).Judge("approver is a contract", Use with
        {
            ApproverSignature = bytes => [.. bytes, 0],
        });
        yield return Judge65535("the last seat of an epoch", -1);
        yield return Judge65535("65,535 granted", 0);
        Capability wide = Samples.TokenTransfer with
        {
            Rules = [.. Enumerable.Repeat(Rule.AtMost(1, UInt256.MaxValue), 8)],
        };
        yield return new VerdictWorld(Samples.With(envelope => envelope with
        {
            Capabilities =
            [
                .. Enumerable.Range(1, 9).Select(
                    each => wide with { Selector = Selector.FromBytes([0x10, 0, 0, (byte)each]) }),
            ],
        })).Judge("text too long", Use with
        {
            Form = ApprovalForm.Text,
            Calls = [new Call(Samples.Token, 0, (byte[])[0x10, 0, 0, 1, .. new byte[64]])],
        });
    }

    /// <summary>After 65,535 grants of one epoch nothing more is granted; a replacement takes an old seat.</summary>
    private static VerdictVector Judge65535(string name, int more) => new VerdictWorld(Samples.Grant)
        .Stored(account => account with { Granted = (ushort)(ushort.MaxValue + more) }).Judge(name, Use);

    /// <summary>An account that is its own approver and answers as a contract (ERC-1271).</summary>
    private static IEnumerable<VerdictVector> AccountAnswers()
    {
        VerdictWorld world = new VerdictWorld(Samples.Grant with { Context = Samples.Context with { Epoch = 2 } })
            .SetApprover(Samples.Account);
        VerdictUse yes = Use with { AccountApproves = (digest, signature) => new(digest, [.. signature]) };
        yield return world.Judge("account says yes to 65 bytes of another key", yes);
        yield return world.Judge("account says yes to the text form", yes with { Form = ApprovalForm.Text });
        foreach (int length in (int[])[0, 1, 64, 66, 500])
        {
            yield return world.Judge($"account says yes to {length} bytes", yes with
            {
                ApproverSignature = _ => [.. Enumerable.Repeat((byte)0x5a, length)],
            });
        }

        yield return world.Judge(
            "account says yes to s above half", yes with { ApproverSignature = TimeCases.Put(^33, 0x80) });
        yield return world.Judge("account says yes to another digest", Use with
        {
            AccountApproves = (digest, signature) => new(Keccak256.Hash(digest.ToArray()), [.. signature]),
        });
        yield return world.Judge("account says yes to another signature", Use with
        {
            AccountApproves = (digest, signature) => new(digest, [.. signature, 0]),
        });
        yield return world.Judge("account says no to 7 bytes", Use with { ApproverSignature = _ => new byte[7] });
        yield return new VerdictWorld(Samples.Grant).Judge("account says yes and is not the approver", yes with
        {
            ApproverSignature = bytes => RuleCases.Damaged(bytes, 9),
        });
    }

    private static IEnumerable<VerdictVector> Replacing()
    {
        SessionId first = GrantEncoding.Encode(Samples.Grant).SessionId;
        SessionGrant second = Samples.With(envelope => envelope with { Salt = 8, Replaces = first });
        yield return VerdictWorld.Live(Samples.Grant).Of(second).Judge("replaces a live session", Use);
        yield return VerdictWorld.Live(Samples.Grant).Pause().Of(second).Judge("replaces a paused session", Use);
        yield return VerdictWorld.Live(Samples.Grant).Revoke().Of(second).Judge("replaces a revoked session", Use);
        yield return new VerdictWorld(second).Judge("replaces an unknown session", Use);
        VerdictWorld evicted = VerdictWorld.Live(Samples.Grant)
            .Of(Samples.With(envelope => envelope with { Salt = 9 })).Relay().Limit(1);
        yield return evicted.Of(second).Judge("replaces an evicted session", Use);
        yield return VerdictWorld.Live(Samples.Grant).Limit(1).Of(second).Judge("replaces within a limit of 1", Use);
        yield return VerdictWorld.Live(Samples.Grant)
            .Stored(account => account with { Granted = ushort.MaxValue }).Of(second)
            .Judge("replaces after 65,535 grants", Use);
        SessionGrant next = second with { Context = Samples.Context with { Epoch = 2 } };
        yield return VerdictWorld.Live(Samples.Grant).SetApprover(Samples.Approver).Of(next)
            .Judge("replaces a session of another epoch", Use);
        yield return VerdictWorld.Live(Samples.With(envelope => envelope with { Ttl = TimeSpan.FromSeconds(30) }))
            .Of(Samples.With(envelope => envelope with
            {
                Replaces = GrantEncoding
                    .Encode(Samples.With(old => old with { Ttl = TimeSpan.FromSeconds(30) })).SessionId,
            })).Judge("replaces an expired session", Use);
    }

    private static IEnumerable<VerdictVector> Encodings()
    {
        VerdictWorld world = new(Samples.Grant);
        int details = 13 + world.Grant.Core.Length;
        int capabilities = details + world.Grant.Details.Length;
        yield return world.Judge("detail flag 4", Use with { Unsigned = TimeCases.Put(details + 6, 4) });
        yield return world.Judge("replaces zero", Use with
        {
            Unsigned = bytes =>
            [
                .. bytes[..(details + 6)], 2, .. bytes[(details + 7)..(details + 15)], .. new byte[32],
                .. bytes[(details + 15)..],
            ],
        });
        yield return world.Judge("no capability", Use with { Unsigned = TimeCases.Put(details + 16 + 7, 0, 2) });
        yield return world.Judge("33 capabilities", Use with { Unsigned = TimeCases.Put(details + 16 + 7, 33, 2) });
        yield return world.Judge(
            "third capability missing", Use with { Unsigned = TimeCases.Put(details + 16 + 7, 3, 2) });
        yield return world.Judge("terms cut", Use with { Unsigned = bytes => bytes[..(capabilities + 30)] });
        yield return world.Judge("grant missing", Use with { Unsigned = bytes => bytes[..(13 + 41)] });
        yield return world.Judge("capability flag 4", Use with { Unsigned = TimeCases.Put(capabilities + 24, 4) });
        yield return world.Judge("maxValue of 0", Use with
        {
            Unsigned = bytes =>
            [
                .. bytes[..(capabilities + 24)], 2, bytes[capabilities + 25], .. new byte[16],
                .. bytes[(capabilities + 26)..],
            ],
        });
        int first = world.Grant.Leaves[0].Length;
        yield return world.Judge("capabilities unsorted", Use with
        {
            Unsigned = bytes =>
            [
                .. bytes[..capabilities], .. world.Grant.Leaves[1].Span, .. world.Grant.Leaves[0].Span,
                .. bytes[(capabilities + first + world.Grant.Leaves[1].Length)..],
            ],
        });
        yield return world.Judge("approval longer than the segment", Use with
        {
            Unsigned = bytes => TimeCases.Put(13 + world.Grant.Terms.Length + 1, 0xffff, 2)(bytes),
        });
        yield return world.Judge("byte behind the approval", Use with { Unsigned = bytes => [.. bytes, 7] });
    }
}
