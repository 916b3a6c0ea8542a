using System.Globalization;
using System.Text;

namespace SessionKeys.TestKit;

/// <summary>A personal message that is coming in.</summary>
internal sealed class EmulatedPersonalMessage(Bip32Key key, int length)
{
    private readonly List<byte> _received = [];

    public Bip32Key Key => key;

    public bool IsComplete => _received.Count == length;

    public byte[] Bytes => [.. _received];

    /// <summary>Takes a part; one that is longer than what was announced is refused.</summary>
    public bool TryAdd(byte[] part)
    {
        _received.AddRange(part);
        return _received.Count <= length;
    }

    /// <summary>Hashes the message with the prefix of EIP-191, from the bytes that came over the wire.</summary>
    public Hash32 Digest()
    {
        string head = string.Create(CultureInfo.InvariantCulture, $"Ethereum Signed Message:\n{length}");
        return Keccak256.Hash([0x19, .. Encoding.ASCII.GetBytes(head), .. Bytes]);
    }
}
