namespace SessionKeys;

/// <summary>The identifier of one session, unique for its account.</summary>
/// <param name="Value">The 32 bytes as the contracts know them.</param>
public readonly record struct SessionId(Hash32 Value)
{
    /// <summary>Writes the identifier in lower case.</summary>
    /// <returns><c>0x</c> and 64 digits.</returns>
    public override string ToString() => Value.ToString();
}
