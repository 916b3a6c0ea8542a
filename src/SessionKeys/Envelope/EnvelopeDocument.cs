namespace SessionKeys;

/// <summary>A capability envelope with as much of its context as a file names.</summary>
/// <remarks>
/// A file says for which account and chain it was written. Module, route, epoch and session key may be left out and
/// bound later: the first three are known from the account, and the session key is made where it is used.
/// </remarks>
public sealed record EnvelopeDocument
{
    /// <summary>Gets the smart account.</summary>
    public required Address Account { get; init; }

    /// <summary>Gets the chain id.</summary>
    public required ulong ChainId { get; init; }

    /// <summary>Gets the module, or null when the file leaves it open.</summary>
    public Address? Module { get; init; }

    /// <summary>Gets the route, or null when the file leaves it open.</summary>
    public Route? Route { get; init; }

    /// <summary>Gets the epoch, or null when the file leaves it open.</summary>
    public uint? Epoch { get; init; }

    /// <summary>Gets the address of the session key, or null when the file leaves it open.</summary>
    public Address? SessionKey { get; init; }

    /// <summary>Gets the terms.</summary>
    public required CapabilityEnvelope Envelope { get; init; }

    /// <summary>Binds the envelope to its context and a session key.</summary>
    /// <param name="context">The context as the chain tells it.</param>
    /// <param name="sessionKey">The address of the session key.</param>
    /// <returns>The grant, ready to be encoded and approved.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="context"/> is null.</exception>
    /// <exception cref="SessionKeyException">The file names another value (<c>context-mismatch</c>).</exception>
    public SessionGrant Bind(SessionContext context, Address sessionKey)
    {
        ArgumentNullException.ThrowIfNull(context);
        Require("account", Account, context.Account);
        Require("chainId", ChainId, context.ChainId);
        Require("module", Module ?? context.Module, context.Module);
        Require("route", Route ?? context.Route, context.Route);
        Require("epoch", Epoch ?? context.Epoch, context.Epoch);
        Require("sessionKey", SessionKey ?? sessionKey, sessionKey);
        return new SessionGrant(context, sessionKey, Envelope);
    }

    private static void Require<T>(string field, T named, T actual)
        where T : struct
    {
        if (!EqualityComparer<T>.Default.Equals(named, actual))
        {
            throw new SessionKeyException(
                "context-mismatch",
                $"The envelope was refused: its field {field} is {named}, but it is to be bound to {actual}. " +
                "Use the envelope where it belongs, or write one for this place.");
        }
    }
}
