using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;

namespace SessionKeys.TestKit;

/// <summary>A delegation of EIP-7702 that is coming in as tagged values.</summary>
internal sealed class EmulatedDelegation
{
    private static readonly Address Simple7702Account = Address.Parse("0x4Cd241E8d1510e30b2076397afc7508Ae59C66c9");

    private readonly List<byte> _received = [];
    private readonly int _length;

    private EmulatedDelegation(Bip32Key key, int length)
    {
        Key = key;
        _length = length;
    }

    public Bip32Key Key { get; }

    public bool IsComplete => _received.Count == _length;

    public static EmulatedDelegation Begin(Bip32Key key, ref byte[] rest)
    {
        if (rest.Length < 2)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        EmulatedDelegation delegation = new(key, BinaryPrimitives.ReadUInt16BigEndian(rest));
        rest = rest[2..];
        return delegation;
    }

    /// <summary>The app as delivered signs for one contract, and for the zero address that takes back.</summary>
    public static bool IsOnList(Address contract) => contract == Simple7702Account || contract == Address.Zero;

    /// <summary>Takes a part; one that is longer than what was announced is refused.</summary>
    public bool TryAdd(byte[] part)
    {
        _received.AddRange(part);
        return _received.Count <= _length;
    }

    /// <summary>Reads format version, contract, chain and nonce; each must come once.</summary>
    public AccountDelegation Read()
    {
        Dictionary<byte, byte[]> fields = [];
        for (int at = 0; at < _received.Count; at += 2 + _received[at + 1])
        {
            bool isWhole = at + 1 < _received.Count && at + 2 + _received[at + 1] <= _received.Count;
            if (!isWhole || !fields.TryAdd(_received[at], [.. _received.Skip(at + 2).Take(_received[at + 1])]))
            {
                throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
            }
        }

        bool isKnown = fields.Count == 4
            && fields.GetValueOrDefault<byte, byte[]>(0) is [1]
            && fields.GetValueOrDefault<byte, byte[]>(1) is { Length: Address.Length };
        return isKnown
            ? new AccountDelegation(Number(fields, 2), Address.FromBytes(fields[1]), Number(fields, 3))
            : throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
    }

    /// <summary>The hash that is signed, written with code of its own.</summary>
    public static Hash32 Hash(AccountDelegation delegation)
    {
        byte[] items =
        [
            .. Item(delegation.ChainId), (byte)(0x80 + Address.Length), .. delegation.Delegate.ToArray(),
            .. Item(delegation.Nonce),
        ];
        return Keccak256.Hash([0x05, (byte)(0xc0 + items.Length), .. items]);
    }

    private static ulong Number(Dictionary<byte, byte[]> fields, byte tag)
        => fields.GetValueOrDefault(tag) is { Length: >= 1 and <= 8 } bytes
            ? ulong.Parse(
                new BigInteger(bytes, isUnsigned: true, isBigEndian: true).ToString(CultureInfo.InvariantCulture),
                CultureInfo.InvariantCulture)
            : throw new EmulatorStatusException(EmulatorStatusException.InvalidData);

    private static byte[] Item(ulong number)
    {
        byte[] digits = number == 0
            ? []
            : new BigInteger(number).ToByteArray(isUnsigned: true, isBigEndian: true);
        return digits is [< 0x80] ? digits : [(byte)(0x80 + digits.Length), .. digits];
    }
}
