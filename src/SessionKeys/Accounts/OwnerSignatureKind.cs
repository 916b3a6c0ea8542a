namespace SessionKeys;

/// <summary>What an owner signs for an operation.</summary>
public enum OwnerSignatureKind
{
    /// <summary>A personal message (EIP-191) of the 32 bytes of the operation's hash.</summary>
    PersonalMessage,

    /// <summary>The typed data (EIP-712) of the packed operation, whose digest is the operation's hash.</summary>
    TypedData,
}
