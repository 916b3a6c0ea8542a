using System.Buffers.Binary;
using System.Text;

namespace SessionKeys.TestKit;

/// <summary>What the signatures of descriptors cover: a number for the kind, chain id, contract, schema hash, then what
/// the kind needs.</summary>
public sealed record FilterPreimage(ulong ChainId, byte[] Contract, byte[] SchemaHash)
{
    public byte[] Message(int count, string name) => Head(183, [(byte)count, .. Text(name)]);

    public byte[] Raw(string path, string name) => Head(72, [.. Text(path), .. Text(name)]);

    public byte[] DateTime(string path, string name) => Head(33, [.. Text(path), .. Text(name)]);

    public byte[] Token(string path, int reference) => Head(11, [.. Text(path), (byte)reference]);

    public byte[] Amount(string path, string name, int reference)
        => Head(22, [.. Text(path), .. Text(name), (byte)reference]);

    private byte[] Head(byte kind, byte[] tail)
    {
        byte[] chainId = new byte[8];
        BinaryPrimitives.WriteUInt64BigEndian(chainId, ChainId);
        return [kind, .. chainId, .. Contract, .. SchemaHash, .. tail];
    }

    private static byte[] Text(string text) => Encoding.ASCII.GetBytes(text);
}
