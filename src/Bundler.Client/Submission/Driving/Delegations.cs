namespace SessionKeys.Bundler.Client;

/// <summary>The code of accounts that delegate to a contract (EIP-7702).</summary>
internal static class Delegations
{
    private static ReadOnlySpan<byte> Designator => [0xef, 0x01, 0x00];

    /// <summary>The authorization, or null where the account has that code already.</summary>
    public static async Task<Eip7702Authorization?> NeededAsync(
        NodeClient node, Address account, Eip7702Authorization? authorization, CancellationToken cancellationToken)
    {
        if (authorization is null)
        {
            return null;
        }

        byte[] code = await node.GetCodeAsync(account, cancellationToken).ConfigureAwait(false);
        return code.AsSpan().StartsWith(Designator)
            && code.AsSpan(Designator.Length).SequenceEqual(authorization.Address.ToArray())
                ? null
                : authorization;
    }
}
