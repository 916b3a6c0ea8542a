namespace SessionKeys.Tests;

/// <summary>Every time of a session at its boundaries.</summary>
internal static class TimeCases
{
    private static readonly DateTimeOffset Start = Samples.Start;
    private static readonly DateTimeOffset End = Samples.Envelope.ExpiresAt;

    public static IEnumerable<VerdictVector> All() => [.. Life(), .. Idle(), .. Days(), .. Claims()];

    private static IEnumerable<VerdictVector> Life()
    {
        VerdictWorld world = VerdictWorld.Live(Samples.Grant);
        VerdictWorld early = new VerdictWorld(Samples.Grant).Relay(Start.AddDays(-1));
        VerdictWorld ttl = VerdictWorld.Live(envelope => envelope with { Ttl = TimeSpan.FromHours(1) });
        foreach (int offset in (int[])[-1, 0, 1])
        {
            yield return early.Judge($"validAfter {offset:+0;-0;0}", At(Start, offset));
        }

        foreach (int offset in (int[])[-2, -1, 0, 1])
        {
            yield return world.Judge($"expiresAt {offset:+0;-0;0}", At(End, offset));
            yield return ttl.Judge($"end of ttl {offset:+0;-0;0}", At(Start.AddHours(1), offset));
        }

        VerdictWorld capped = VerdictWorld.Live(envelope => envelope with { Ttl = TimeSpan.FromDays(60) });
        yield return capped.Judge("ttl beyond the lifetime", At(End, 0));
        yield return capped.Judge("ttl beyond the lifetime, in time", At(End, -1));
    }

    private static IEnumerable<VerdictVector> Idle()
    {
        TimeSpan timeout = TimeSpan.FromMinutes(30);
        VerdictWorld world = VerdictWorld.Live(envelope => envelope with { IdleTimeout = timeout });
        foreach (int offset in (int[])[-2, -1, 0, 1])
        {
            yield return world.Judge($"idle since the grant {offset:+0;-0;0}", At(Start + timeout, offset));
        }

        DateTimeOffset active = Start.AddMinutes(10);
        VerdictWorld later = VerdictWorld.Live(envelope => envelope with { IdleTimeout = timeout })
            .Play(At(active, 0));
        foreach (int offset in (int[])[-1, 0, 1])
        {
            yield return later.Judge($"idle since an operation {offset:+0;-0;0}", At(active + timeout, offset));
            yield return later.Judge($"activity moves forward only {offset:+0;-0;0}", At(active, offset));
        }
    }

    private static IEnumerable<VerdictVector> Days()
    {
        // 2026-11-21 is a Saturday.
        VerdictWorld office = VerdictWorld.Live(envelope => envelope with
        {
            Schedule = new Schedule
            {
                From = TimeSpan.FromHours(9),
                To = TimeSpan.FromHours(17),
                Weekdays = Weekdays.WorkingDays,
            },
        });
        foreach (int offset in (int[])[-1, 0, 1])
        {
            yield return office.Judge($"schedule from {offset:+0;-0;0}", At(Start.AddDays(2).AddHours(9), offset));
        }

        foreach (int offset in (int[])[-3, -2, -1, 0])
        {
            yield return office.Judge($"schedule to {offset:+0;-0;0}", At(Start.AddDays(2).AddHours(17), offset));
        }

        foreach (int day in Enumerable.Range(0, 7))
        {
            yield return office.Judge($"schedule on day {day}", At(Start.AddDays(day).AddHours(10), 0));
        }

        Schedule whole = new() { From = TimeSpan.Zero, To = TimeSpan.FromDays(1), Weekdays = Weekdays.WorkingDays };
        VerdictWorld week = VerdictWorld.Live(envelope => envelope with { Schedule = whole });
        yield return week.Judge("whole days: before Monday", At(Start.AddDays(2), -1));
        yield return week.Judge("whole days: Monday begins", At(Start.AddDays(2), 0));
        yield return week.Judge("whole days: Tuesday", At(Start.AddDays(3), 7));
        yield return week.Judge("whole days: Friday but two", At(Start.AddDays(7), -2));
        yield return week.Judge("whole days: Friday's last second", At(Start.AddDays(7), -1));
        VerdictWorld always = VerdictWorld.Live(envelope => envelope with
        {
            Schedule = whole with { Weekdays = Weekdays.All },
        });
        yield return always.Judge("every second of the week", At(Start.AddDays(4), 3));
    }

    private static IEnumerable<VerdictVector> Claims()
    {
        VerdictWorld world = VerdictWorld.Live(Samples.Grant);
        DateTimeOffset claim = Start.AddSeconds(60);
        foreach (int offset in (int[])[-1, 0, 1])
        {
            yield return world.Judge(
                $"notAfter {offset:+0;-0;0} after the claim",
                new VerdictUse { ClaimedAt = claim, NotAfter = claim.AddSeconds(offset) });
        }

        foreach (ulong second in (ulong[])[(1UL << 47) - 1, 1UL << 47, (1UL << 48) - 1])
        {
            yield return world.Judge($"notAfter {second}", new VerdictUse { Unsigned = Put(6, second, 6) });
            yield return world.Judge($"claimedAt {second}", new VerdictUse { Unsigned = Put(0, second, 6) });
        }

        yield return world.Judge("claimedAt 0", new VerdictUse { Unsigned = Put(0, 0, 6) });
    }

    /// <summary>Writes a number over bytes.</summary>
    internal static Func<byte[], byte[]> Put(int position, ulong value, int size) => bytes =>
    {
        for (int i = 0; i < size; i++)
        {
            bytes[position + i] = (byte)((value >> (8 * (size - 1 - i))) & 0xff);
        }

        return bytes;
    };

    /// <summary>Writes one byte over another.</summary>
    internal static Func<byte[], byte[]> Put(Index position, byte value) => bytes =>
    {
        bytes[position] = value;
        return bytes;
    };

    private static VerdictUse At(DateTimeOffset time, int offset) => new() { ClaimedAt = time.AddSeconds(offset) };
}
