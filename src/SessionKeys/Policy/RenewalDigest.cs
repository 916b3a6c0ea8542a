namespace SessionKeys;

/// <summary>The EIP-712 digest of <c>SessionRenewal</c> for a deadline that .NET's calendar may not hold.</summary>
internal static class RenewalDigest
{
    private static readonly Hash32 Type = Keccak256.Hash(
        "SessionRenewal(address account,bytes32 sessionId,uint16 renewal,uint48 deadline)"u8);

    public static Hash32 Compute(SessionContext context, SessionId sessionId, ushort renewal, ulong deadline)
    {
        Span<byte> message = stackalloc byte[5 * 32];
        message.Clear();
        Type.CopyTo(message);
        context.Account.CopyTo(message[44..]);
        sessionId.Value.CopyTo(message[64..]);
        ((UInt256)renewal).WriteBigEndian(message[96..]);
        ((UInt256)deadline).WriteBigEndian(message[128..]);
        Hash32 domain = OperationDigest.DomainSeparator(context.ChainId, context.Module);
        return TypedData.Combine(domain, Keccak256.Hash(message));
    }
}
