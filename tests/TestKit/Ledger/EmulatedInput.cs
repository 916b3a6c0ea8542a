using System.Buffers.Binary;

namespace SessionKeys.TestKit;

/// <summary>Reads what stands in front of the data of several commands.</summary>
internal static class EmulatedInput
{
    /// <summary>Only keys of Ethereum may be derived: below 44'/60', or below 45'.</summary>
    public static (Bip32Key Key, byte[] Tail) TakePath(Bip32Key master, byte[] data)
    {
        int count = data.Length > 0 ? data[0] : 0;
        if (count is < 1 or > 10 || data.Length < 1 + (4 * count))
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        uint[] path = [.. Enumerable.Range(0, count).Select(
            i => BinaryPrimitives.ReadUInt32BigEndian(data.AsSpan(1 + (4 * i))))];
        bool isAllowed = path[0] == 0x8000002d || path is [0x8000002c, 0x8000003c, ..];
        return isAllowed
            ? (master.Derive(path), data[(1 + (4 * count))..])
            : throw new EmulatorStatusException(EmulatorStatusException.WrongPath);
    }

    /// <summary>Four bytes come, and the app keeps the lower two.</summary>
    public static int TakeLength(ref byte[] data)
    {
        if (data.Length < 4)
        {
            throw new EmulatorStatusException(EmulatorStatusException.InvalidData);
        }

        int length = BinaryPrimitives.ReadUInt16BigEndian(data.AsSpan(2));
        data = data[4..];
        return length > 0 ? length : throw new EmulatorStatusException(EmulatorStatusException.EmptyMessage);
    }
}
