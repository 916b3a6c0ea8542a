namespace SessionKeys;

/// <summary>The hash by which an EntryPoint and its bundlers know one UserOperation.</summary>
/// <param name="Value">The 32 bytes that <c>EntryPoint.getUserOpHash</c> returns.</param>
public readonly record struct UserOperationHash(Hash32 Value)
{
    /// <summary>Writes the hash in lower case.</summary>
    /// <returns><c>0x</c> and 64 digits.</returns>
    public override string ToString() => Value.ToString();
}
