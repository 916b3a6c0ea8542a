using System.Buffers.Binary;

namespace SessionKeys.TestKit;

/// <summary>Bytes that look random and are the same in every run: Keccak-256 of a seed and a counter.</summary>
public sealed class DeterministicBytes(ulong seed)
{
    private ulong _counter;

    public byte[] Next(int length)
    {
        byte[] bytes = new byte[length];
        Span<byte> input = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(input, seed);
        for (int at = 0; at < length; at += Hash32.Length)
        {
            BinaryPrimitives.WriteUInt64BigEndian(input[8..], _counter++);
            Keccak256.Hash(input).ToArray().AsSpan(0, Math.Min(Hash32.Length, length - at)).CopyTo(bytes.AsSpan(at));
        }

        return bytes;
    }

    /// <summary>A number from 0 to below <paramref name="end"/>.</summary>
    public int Below(int end) => (int)(BinaryPrimitives.ReadUInt64BigEndian(Next(8)) % (ulong)end);

    public bool Coin() => Below(2) == 0;

    /// <summary>True in so many of a hundred cases.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(params ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    public ulong Number64() => BinaryPrimitives.ReadUInt64BigEndian(Next(8));

    public UInt128 Amount(int bits) => BinaryPrimitives.ReadUInt128BigEndian(Next(16)) >> (128 - bits);

    public UInt256 Word() => UInt256.ReadBigEndian(Next(32));

    public Address Address() => SessionKeys.Address.FromBytes(Next(20));

    public Hash32 Hash() => Hash32.FromBytes(Next(32));

    public string Name(string characters, int minimum) =>
        new([.. Enumerable.Range(0, minimum + Below(33 - minimum)).Select(_ => characters[Below(characters.Length)])]);
}
