using System.Buffers.Binary;

namespace SessionKeys.Ledger;

/// <summary>What a device answered to one command.</summary>
/// <param name="Data">The bytes before the status word.</param>
/// <param name="Status">The status word.</param>
internal readonly record struct Reply(byte[] Data, ushort Status)
{
    public bool IsOk => Status == StatusWord.Ok;

    /// <summary>Splits the bytes of a reply.</summary>
    /// <exception cref="LedgerException">Not even a status word came.</exception>
    public static Reply Parse(byte[] bytes, string command)
    {
        if (bytes.Length < 2)
        {
            throw LedgerErrors.UnexpectedReply(command, bytes.Length, "at least the 2 bytes of a status word");
        }

        return new Reply(bytes[..^2], BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(bytes.Length - 2)));
    }
}
