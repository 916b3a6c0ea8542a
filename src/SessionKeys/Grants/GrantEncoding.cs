namespace SessionKeys;

/// <summary>Writes and reads grants in the signed format of <c>docs/encoding.md</c>.</summary>
/// <remarks>
/// One meaning, one byte string. The encoder does not judge policy: it writes every grant that the format can hold,
/// also one that the module will refuse; <see cref="EnvelopeValidator"/> tells beforehand which ones these are.
/// </remarks>
public static class GrantEncoding
{
    /// <summary>Packs a grant and computes its hashes.</summary>
    /// <param name="grant">The grant; its capabilities may be in any order.</param>
    /// <returns>The packed grant.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="grant"/> is null.</exception>
    /// <exception cref="GrantEncodingException">A term has no place in the format.</exception>
    public static PackedGrant Encode(SessionGrant grant)
    {
        ArgumentNullException.ThrowIfNull(grant);
        SessionGrant sorted = grant with { Envelope = Sort(grant.Envelope) };
        TermsWriter core = new();
        CoreEncoding.Write(core, sorted);
        TermsWriter details = new();
        DetailsEncoding.Write(details, sorted.Envelope);
        ReadOnlyMemory<byte>[] leaves =
            [.. sorted.Envelope.Capabilities.Select(each => CapabilityEncoding.Write(each, sorted.Envelope.Budgets))];
        if (leaves.Length == 0)
        {
            throw GrantEncodingException.CannotWrite("capabilities", "none", "at least 1", "Grant something.");
        }

        CapabilityTree tree = new(leaves);
        SessionId id = ComputeSessionId(grant.Context, core.Written, tree.Root, Keccak256.Hash(details.Written));
        return new PackedGrant(sorted, core.ToArray(), details.ToArray(), leaves, id, tree);
    }

    /// <summary>Computes the identifier of a session from what an operation carries.</summary>
    /// <param name="context">Chain, module, account and route; the epoch is part of <paramref name="core"/>.</param>
    /// <param name="core">The packed core.</param>
    /// <param name="capabilityRoot">The root of the capability tree.</param>
    /// <param name="grantHash">The hash of the packed details.</param>
    /// <returns>The identifier.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    public static SessionId ComputeSessionId(
        SessionContext context, ReadOnlySpan<byte> core, Hash32 capabilityRoot, Hash32 grantHash)
    {
        ArgumentNullException.ThrowIfNull(context);
        TermsWriter writer = new();
        writer.Word(context.ChainId);
        writer.Address(context.Module);
        writer.Address(context.Account);
        writer.Unsigned(context.Route.ToPacked(), 5, "route");
        writer.Bytes(core);
        writer.Hash(capabilityRoot);
        writer.Hash(grantHash);
        return new SessionId(Keccak256.Hash(writer.Written));
    }

    /// <summary>Rebuilds a grant from packed terms, as the event <c>SessionGranted</c> carries them.</summary>
    /// <param name="terms">core ‖ details ‖ capabilities, nothing before and nothing behind.</param>
    /// <param name="chainId">The chain of the session.</param>
    /// <param name="module">The module of the session.</param>
    /// <param name="account">The account of the session.</param>
    /// <param name="route">The route of the session.</param>
    /// <returns>The grant. Of a rule <see cref="Comparison.InSet"/> only the root is known.</returns>
    /// <exception cref="GrantEncodingException">The bytes are not the one canonical encoding of a grant.</exception>
    public static SessionGrant Decode(
        ReadOnlySpan<byte> terms, ulong chainId, Address module, Address account, Route route)
    {
        TermsReader reader = new(terms);
        (uint epoch, Address sessionKey, CapabilityEnvelope envelope) = CoreEncoding.Read(ref reader);
        (envelope, string[] ids) = DetailsEncoding.Read(ref reader, envelope);
        Capability[] capabilities = new Capability[ids.Length];
        for (int i = 0; i < capabilities.Length; i++)
        {
            capabilities[i] = CapabilityEncoding.Read(ref reader, ids[i], envelope.Budgets);
        }

        if (reader.Remaining != 0)
        {
            throw GrantEncodingException.CannotRead("end", reader.Offset, $"{reader.Remaining} more bytes", "0");
        }

        SessionContext context = new()
        {
            ChainId = chainId,
            Module = module,
            Account = account,
            Route = route,
            Epoch = epoch,
        };
        SessionGrant grant = new(context, sessionKey, envelope with { Capabilities = capabilities.ToValueList() });
        RequireCanonical(terms, grant);
        return grant;
    }

    /// <summary>Orders capabilities as the format does: by target, then by selector.</summary>
    /// <param name="envelope">The envelope.</param>
    /// <returns>The same envelope with its capabilities in order.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="envelope"/> is null.</exception>
    public static CapabilityEnvelope Sort(CapabilityEnvelope envelope)
    {
        ArgumentNullException.ThrowIfNull(envelope);
        return envelope with
        {
            Capabilities = envelope.Capabilities
                .OrderBy(each => each.Target)
                .ThenBy(each => each.Selector)
                .ToValueList(),
        };
    }

    /// <summary>
    /// Groups with an off value, unsorted capabilities and spends on a second budget encode to other bytes.
    /// </summary>
    private static void RequireCanonical(ReadOnlySpan<byte> terms, SessionGrant grant)
    {
        ReadOnlySpan<byte> canonical = Encode(grant).Terms.Span;
        ValueList<Capability> capabilities = grant.Envelope.Capabilities;
        if (capabilities.DistinctBy(each => (each.Target, each.Selector)).Count() != capabilities.Count)
        {
            throw GrantEncodingException.CannotRead(
                "capabilities", terms.Length, "a target and selector twice", "each target and selector once");
        }

        if (!terms.SequenceEqual(canonical))
        {
            int offset = terms.CommonPrefixLength(canonical);
            throw GrantEncodingException.CannotRead(
                "encoding", offset, "a second way to write these terms", "the canonical one");
        }
    }
}
