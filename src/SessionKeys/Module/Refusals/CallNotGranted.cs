namespace SessionKeys;

/// <summary>A call is none of the session's capabilities.</summary>
public sealed record CallNotGranted : SessionRefusal
{
    internal CallNotGranted(IReadOnlyDictionary<string, object> arguments, string message)
        : base(arguments, message)
    {
    }

    /// <summary>The place of the call in the batch, from 0.</summary>
    public int CallIndex => Index("callIndex");

    /// <summary>The called contract.</summary>
    public Address Target => AddressOf("target");

    /// <summary>The called function.</summary>
    public Selector Selector => Selector.FromBytes(Bytes("selector"));

    private protected override string ErrorName => nameof(CallNotGranted);
}
