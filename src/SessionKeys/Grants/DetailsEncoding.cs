namespace SessionKeys;

/// <summary>The part of the packed terms that is shown and signed, but not needed on use.</summary>
internal static class DetailsEncoding
{
    private const byte TokenNames = 0x01;
    private const byte Replaces = 0x02;

    public static void Write(TermsWriter writer, CapabilityEnvelope envelope)
    {
        writer.Unsigned(UnixTime.Seconds(envelope.GrantDeadline, "grantDeadline"), 6, "grantDeadline");
        writer.Byte((byte)((envelope.TokenNames ? TokenNames : 0) | (envelope.Replaces is null ? 0 : Replaces)));
        writer.Unsigned(envelope.Salt, 8, "salt");
        if (envelope.Replaces is { } replaces)
        {
            if (replaces.Value == Hash32.Zero)
            {
                throw GrantEncodingException.CannotWrite(
                    "replaces", "zero", "the id of a session", "Leave it out to replace nothing.");
            }

            writer.Hash(replaces.Value);
        }

        writer.Name(envelope.Label, "label");
        writer.Unsigned((ulong)envelope.Capabilities.Count, 2, "capabilityCount");
        foreach (Capability capability in envelope.Capabilities)
        {
            writer.Name(capability.Id, "id");
        }
    }

    public static (CapabilityEnvelope Envelope, string[] Ids) Read(ref TermsReader reader, CapabilityEnvelope envelope)
    {
        DateTimeOffset grantDeadline = reader.Time("grantDeadline");
        byte flags = reader.Enumeration(TokenNames | Replaces, "flags");
        ulong salt = reader.Unsigned(8, "salt");
        SessionId? replaces = (flags & Replaces) != 0 ? ReadReplaces(ref reader) : null;
        string label = reader.Name("label");
        string[] ids = new string[reader.Unsigned(2, "capabilityCount")];
        for (int i = 0; i < ids.Length; i++)
        {
            ids[i] = reader.Name("id");
        }

        envelope = envelope with
        {
            GrantDeadline = grantDeadline,
            TokenNames = (flags & TokenNames) != 0,
            Salt = salt,
            Replaces = replaces,
            Label = label,
        };
        return (envelope, ids);
    }

    /// <summary>A present zero would read "replaces nothing", as its absence does: one meaning has one encoding.</summary>
    private static SessionId ReadReplaces(ref TermsReader reader)
    {
        int offset = reader.Offset;
        Hash32 id = reader.Hash("replaces");
        return id == Hash32.Zero
            ? throw GrantEncodingException.CannotRead("replaces", offset, "zero", "the id of a session")
            : new SessionId(id);
    }
}
