using System.Text;

namespace SessionKeys;

/// <summary>A term's name as the errors carry it: bytes32, on the left.</summary>
internal static class TermName
{
    public static UInt256 ToWord(string term)
    {
        Span<byte> bytes = stackalloc byte[UInt256.Length];
        bytes.Clear();
        _ = Encoding.ASCII.GetBytes(term, bytes);
        return UInt256.ReadBigEndian(bytes);
    }
}
