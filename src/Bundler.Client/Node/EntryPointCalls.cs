namespace SessionKeys.Bundler.Client;

/// <summary>The calldata of the EntryPoint's views.</summary>
internal static class EntryPointCalls
{
    private const int KeyBits = 192;

    /// <summary><c>getNonce(address sender, uint192 key)</c>.</summary>
    public static byte[] GetNonce(Address sender, UInt256 key)
    {
        if (key.BitLength > KeyBits)
        {
            throw new ArgumentOutOfRangeException(
                nameof(key), key, "A nonce key has at most 192 bits; pass the nonce shifted right by 64 bits.");
        }

        byte[] data = new byte[4 + (2 * UInt256.Length)];
        ReadOnlySpan<byte> selector = [0x35, 0x56, 0x7e, 0x1a];
        selector.CopyTo(data);
        sender.CopyTo(data.AsSpan(4 + 12));
        key.WriteBigEndian(data.AsSpan(4 + UInt256.Length));
        return data;
    }

    /// <summary><c>balanceOf(address account)</c>.</summary>
    public static byte[] BalanceOf(Address account)
    {
        byte[] data = new byte[4 + UInt256.Length];
        ReadOnlySpan<byte> selector = [0x70, 0xa0, 0x82, 0x31];
        selector.CopyTo(data);
        account.CopyTo(data.AsSpan(4 + 12));
        return data;
    }
}
