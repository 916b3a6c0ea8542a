namespace SessionKeys;

/// <summary>What the module has stored of an account and of sessions of it: what a verdict is judged by.</summary>
/// <remarks>
/// Immutable and thread-safe; a change shares everything that stays. A session that is not listed was never granted.
/// </remarks>
/// <param name="Account">The account's configuration.</param>
/// <param name="Sessions">
/// The sessions that the operation may speak of: its own, and the one that a grant replaces; each id once.
/// </param>
public sealed record ModuleState(ModuleAccountState Account, ValueList<SessionRecord> Sessions)
{
    /// <summary>Finds a session.</summary>
    /// <param name="id">The session.</param>
    /// <returns>What is stored of it, or null when it is not listed.</returns>
    public SessionRecord? Find(SessionId id)
    {
        foreach (ref readonly SessionRecord record in Sessions.AsSpan())
        {
            if (record.Id == id)
            {
                return record;
            }
        }

        return null;
    }

    /// <summary>Puts a session in place of what was stored of it, or behind the others.</summary>
    /// <param name="record">The session.</param>
    /// <returns>The new state.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="record"/> is null.</exception>
    public ModuleState With(SessionRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        ReadOnlySpan<SessionRecord> old = Sessions.AsSpan();
        int index = 0;
        while (index < old.Length && old[index].Id != record.Id)
        {
            index++;
        }

        SessionRecord[] records = new SessionRecord[Math.Max(old.Length, index + 1)];
        old.CopyTo(records);
        records[index] = record;
        return new ModuleState(Account, new ValueList<SessionRecord>(records));
    }
}
