namespace SessionKeys.Tests;

/// <summary>Renewals and consents, signatures, and the segment's own form.</summary>
internal static class RenewalCases
{
    private static readonly DateTimeOffset Start = Samples.Start;
    private static readonly SegmentOptions Renew = new() { Renew = true };

    public static IEnumerable<VerdictVector> All() => [.. Renewals(), .. Consents(), .. Signatures(), .. Segments()];

    private static IEnumerable<VerdictVector> Renewals()
    {
        VerdictUse use = new() { Options = Renew };
        TimeSpan hour = TimeSpan.FromHours(1);
        VerdictWorld once = VerdictWorld.Live(envelope => envelope with { Ttl = hour, MaxRenewals = 1 });
        yield return VerdictWorld.Live(Samples.Grant).Judge("renewal without a ttl", use);
        yield return VerdictWorld.Live(envelope => envelope with { Ttl = hour }).Judge(
            "renewal where none is granted", use);
        yield return once.Judge("renewal", use);
        yield return once.Judge("renewal in the first second", use with { ClaimedAt = Start });
        yield return once.Judge("renewal a second later", use with { ClaimedAt = Start.AddSeconds(1) });
        yield return once.Judge("renewal in the last second", use with { ClaimedAt = Start.Add(hour) });
        yield return once.Play(use).Judge("renewals exhausted", use with { ClaimedAt = Start.AddMinutes(30) });
        VerdictWorld essential = VerdictWorld.Live(envelope => envelope with
        {
            Ttl = hour,
            MaxRenewals = 9,
            Capabilities = [Samples.TokenTransfer with { Essential = true }],
        });
        yield return essential.Tighten(AccountMode.Restricted).Judge("renewal while restricted", use);
        VerdictWorld end = VerdictWorld.Live(envelope => envelope with
        {
            Ttl = TimeSpan.FromDays(20),
            MaxRenewals = 9,
            IdleTimeout = TimeSpan.FromDays(25),
        });
        VerdictUse capped = use with { ClaimedAt = Start.AddDays(19) };
        yield return end.Judge("renewal capped by the lifetime", capped);
        yield return end.Play(capped).Judge(
            "renewal at the end of the lifetime", use with { ClaimedAt = Start.AddDays(20) });
        yield return end.Play(use).Judge("renewal of an older claim", use with { ClaimedAt = Start.AddSeconds(59) });
    }

    private static IEnumerable<VerdictVector> Consents()
    {
        VerdictWorld world = VerdictWorld.Live(envelope => envelope with
        {
            Ttl = TimeSpan.FromHours(1),
            MaxRenewals = 3,
            Renewer = VerdictWorld.Renewer,
        });
        DateTimeOffset claim = Start.AddSeconds(60);
        VerdictUse use = new() { Options = Renew, ConsentUntil = claim.AddMinutes(5) };
        foreach (int offset in (int[])[-1, 0, 1])
        {
            yield return world.Judge(
                $"consent until {offset:+0;-0;0}", use with { ConsentUntil = claim.AddSeconds(offset) });
        }

        yield return world.Judge("no renewal, no consent", new VerdictUse());
        yield return world.Play(use).Judge("second consent", use with { ClaimedAt = claim.AddSeconds(1) });
        yield return world.Judge("consent to another renewal", use with { Unsigned = Damage(3) });
        yield return world.Judge("consent with v 29", use with { Unsigned = TimeCases.Put(^1, 29) });
        yield return world.Judge("consent with s above half", use with { Unsigned = TimeCases.Put(^33, 0x80) });
        yield return world.Judge("deadline of the consent at 2^47", use with { Unsigned = TimeCases.Put(^71, 0x80) });
        yield return world.Judge("consent missing", use with { Unsigned = bytes => bytes[..^71] });
        yield return world.Judge("consent cut", use with { Unsigned = bytes => bytes[..^1] });
    }

    private static IEnumerable<VerdictVector> Signatures()
    {
        VerdictUse use = new();
        VerdictWorld world = VerdictWorld.Live(Samples.Grant);
        yield return world.Judge("signed by another", use with { IsSignedByAnother = true });
        foreach (byte v in (byte[])[0, 26, 29])
        {
            yield return world.Judge($"v is {v}", use with { KeySignature = TimeCases.Put(^1, v) });
        }

        yield return world.Judge("s above half", use with { KeySignature = TimeCases.Put(^33, 0x80) });
        yield return world.Judge("r is 0", use with { KeySignature = bytes => [.. new byte[32], .. bytes[32..]] });
        yield return world.Judge("s is 0", use with { KeySignature = bytes => [.. bytes[..32], .. new byte[32], 27] });
        byte[] half = Convert.FromHexString("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0");
        yield return world.Judge("s at half", use with { KeySignature = bytes => [.. bytes[..32], .. half, 27] });
        yield return world.Judge(
            "s one above half", use with { KeySignature = bytes => [.. bytes[..32], .. half[..31], 0xa1, 27] });
        byte[] key = [.. Enumerable.Repeat((byte)0x41, 64)];
        VerdictWorld passkey = VerdictWorld.Live(Samples.With(envelope => envelope with { KeyType = KeyType.P256 }) with
        {
            SessionKey = P256.GetAddress(key),
        });
        VerdictUse signed = use with { Options = new SegmentOptions { PublicKey = key } };
        yield return passkey.Judge("P-256: wrong signature", signed);
        yield return passkey.Judge("P-256 in Solidity: wrong signature", signed with
        {
            Options = signed.Options with { P256InSolidity = true },
        });
        yield return passkey.Judge("P-256: another key", signed with { Unsigned = Damage(1) });
        byte[] middle = Convert.FromHexString("7fffffff800000007fffffffffffffffde737d56d38bcf4279dce5617e3192a8");
        yield return passkey.Judge(
            "P-256: s at half", signed with { KeySignature = bytes => [.. bytes[..32], .. middle] });
        yield return passkey.Judge(
            "P-256: s one above half", signed with { KeySignature = bytes => [.. bytes[..32], .. middle[..31], 0xa9] });
        yield return passkey.Judge("P-256: 65 bytes", signed with { KeySignature = bytes => [.. bytes, 27] });
        yield return world.Judge("64 bytes", use with { KeySignature = bytes => bytes[..64] });
    }

    private static IEnumerable<VerdictVector> Segments()
    {
        VerdictUse use = new();
        VerdictWorld world = VerdictWorld.Live(Samples.Grant);
        foreach (int length in (int[])[0, 1, 2, 3, 119, 120, 121])
        {
            yield return world.Judge($"signature of {length} bytes", use with { Signature = _ => new byte[length] });
            yield return world.Judge(
                $"signature of {length} bytes that announces them",
                use with
                {
                    Signature = _ => length < 2
                        ? new byte[length]
                        : TimeCases.Put(^1, (byte)(length - 2))(new byte[length]),
                });
        }

        yield return world.Judge(
            "bytes of the account before", use with { Signature = bytes => [0xff, 1, 2, .. bytes] });
        yield return world.Judge("one byte behind", use with { Signature = bytes => [.. bytes, 0] });
        yield return world.Judge("announces one more", use with { Signature = Announce(1) });
        yield return world.Judge("announces one less", use with { Signature = Announce(-1) });
        yield return world.Judge(
            "announces one less, with a byte before", use with { Signature = bytes => Announce(1)([0, .. bytes]) });
        yield return world.Judge("announces 65,535", use with { Signature = bytes => [.. bytes[..^2], 0xff, 0xff] });
        foreach (int length in (int[])[7_168, 7_169])
        {
            yield return world.Judge($"segment of {length} bytes", use with
            {
                Unsigned = bytes => [.. bytes, .. new byte[length - 65 - bytes.Length]],
            });
        }

        yield return world.Judge("one byte too many", use with { Unsigned = bytes => [.. bytes, 0] });
        yield return world.Judge("one byte too few", use with { Unsigned = bytes => bytes[..^1] });
        foreach (byte flag in (byte[])[0x08, 0x10, 0x80])
        {
            yield return world.Judge($"flag {flag}", use with { Unsigned = TimeCases.Put(12, flag, 1) });
        }

        yield return world.Judge("P-256 said of a secp256k1 core", use with { Unsigned = TimeCases.Put(18, 1, 1) });
        yield return world.Judge("key type 2", use with { Unsigned = TimeCases.Put(18, 2, 1) });
        yield return world.Judge("255 budgets", use with { Unsigned = TimeCases.Put(13 + 39, 255, 1) });
        yield return world.Judge("another expiry", use with { Unsigned = TimeCases.Put(13 + 37, 9, 1) });
        yield return world.Judge("another epoch", use with { Unsigned = TimeCases.Put(13 + 3, 9, 1) });
        yield return world.Judge("head and core only", use with { Unsigned = bytes => bytes[..(13 + 41)] });
        yield return world.Judge(
            "renewal asked by a damaged segment", use with { Unsigned = TimeCases.Put(12, 0x02, 1) });
    }

    private static Func<byte[], byte[]> Announce(int more) => bytes =>
    {
        int length = bytes.Length - 2 + more;
        return [.. bytes[..^2], (byte)(length >> 8), (byte)(length & 0xff)];
    };

    private static Func<byte[], byte[]> Damage(int fromEnd) =>
        bytes => RuleCases.Damaged(bytes, bytes.Length - fromEnd);
}
