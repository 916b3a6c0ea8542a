using System.Buffers.Binary;
using System.Globalization;

namespace SessionKeys.Ledger;

/// <summary>A BIP-32 path from the seed of a device to one of its keys.</summary>
/// <remarks>Immutable; two paths with the same indexes are equal.</remarks>
public sealed class DerivationPath : IEquatable<DerivationPath>
{
    /// <summary>The most indexes that the Ethereum app takes: 10.</summary>
    public const int MaxLength = 10;

    private const uint Hardened = 0x80000000;

    private readonly uint[] _indexes;

    private DerivationPath(uint[] indexes) => _indexes = indexes;

    /// <summary>The path that wallets use first: <c>m/44'/60'/0'/0/0</c>.</summary>
    public static DerivationPath Default { get; } = Parse("m/44'/60'/0'/0/0");

    /// <summary>The indexes in order; the top bit marks a hardened one.</summary>
    public IReadOnlyList<uint> Indexes => _indexes;

    /// <summary>Reads a path.</summary>
    /// <param name="text"><c>m/</c> and 1 to 10 decimal indexes of 0 to 2147483647 between slashes, a hardened one with
    /// <c>'</c>.</param>
    /// <returns>The path.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="text"/> is null.</exception>
    /// <exception cref="FormatException">The text has another form.</exception>
    public static DerivationPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string[] parts = text.Split('/');
        if (parts[0] != "m" || parts.Length < 2 || parts.Length > MaxLength + 1)
        {
            throw Refuse($"{parts.Length - 1} indexes after \"{Shorten(parts[0])}\"");
        }

        uint[] indexes = new uint[parts.Length - 1];
        for (int i = 0; i < indexes.Length; i++)
        {
            string part = parts[i + 1];
            bool isHardened = part.EndsWith('\'');
            ReadOnlySpan<char> digits = isHardened ? part.AsSpan(0, part.Length - 1) : part;
            if (!uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out uint index)
                || index >= Hardened)
            {
                throw Refuse($"index {i + 1} is \"{Shorten(part)}\"");
            }

            indexes[i] = isHardened ? index | Hardened : index;
        }

        return new DerivationPath(indexes);
    }

    /// <summary>Writes the path as commands carry it: the count in one byte, then each index in four, big
    /// endian.</summary>
    /// <returns>1 + 4 × the number of indexes bytes.</returns>
    public byte[] ToBytes()
    {
        byte[] bytes = new byte[1 + (4 * _indexes.Length)];
        bytes[0] = (byte)_indexes.Length;
        for (int i = 0; i < _indexes.Length; i++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(1 + (4 * i)), _indexes[i]);
        }

        return bytes;
    }

    /// <inheritdoc/>
    public bool Equals(DerivationPath? other) => other is not null && _indexes.AsSpan().SequenceEqual(other._indexes);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as DerivationPath);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (uint index in _indexes)
        {
            hash.Add(index);
        }

        return hash.ToHashCode();
    }

    /// <summary>Writes the path in the form that <see cref="Parse"/> reads.</summary>
    /// <returns>For example <c>m/44'/60'/0'/0/0</c>.</returns>
    public override string ToString()
        => "m" + string.Concat(_indexes.Select(index => index >= Hardened
            ? string.Create(CultureInfo.InvariantCulture, $"/{index - Hardened}'")
            : string.Create(CultureInfo.InvariantCulture, $"/{index}")));

    private static FormatException Refuse(string found)
        => new($"A derivation path was refused: {found}; allowed is m/ and 1 to {MaxLength} indexes of 0 to "
            + "2147483647, a hardened one followed by '. Write it like m/44'/60'/0'/0/0.");

    private static string Shorten(string text) => text.Length <= 20 ? text : string.Concat(text.AsSpan(0, 17), "...");
}
