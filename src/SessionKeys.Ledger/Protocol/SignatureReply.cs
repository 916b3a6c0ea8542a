namespace SessionKeys.Ledger;

/// <summary>The reply to a request for a signature: v, r, s.</summary>
internal static class SignatureReply
{
    public static EcdsaSignature Parse(byte[] data, string command)
        => data.Length == EcdsaSignature.Length && data[0] is 27 or 28
            ? new EcdsaSignature(Hash32.FromBytes(data.AsSpan(1, 32)), Hash32.FromBytes(data.AsSpan(33, 32)), data[0])
            : throw LedgerErrors.UnexpectedReply(command, data.Length, "65 bytes: v of 27 or 28, r and s");

    /// <summary>A delegation is answered with the parity of y, 0 or 1, instead of v.</summary>
    public static EcdsaSignature ParseWithParity(byte[] data, string command)
        => data.Length == EcdsaSignature.Length && data[0] is 0 or 1
            ? Parse([(byte)(27 + data[0]), .. data.AsSpan(1)], command)
            : throw LedgerErrors.UnexpectedReply(command, data.Length, "65 bytes: a parity of 0 or 1, r and s");

    /// <summary>A command in the middle of a flow is answered by its status alone.</summary>
    public static void RequireEmpty(byte[] data, string command)
    {
        if (data.Length > 0)
        {
            throw LedgerErrors.UnexpectedReply(command, data.Length, "none before the last command");
        }
    }
}
