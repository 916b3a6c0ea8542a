using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace SessionKeys.Bundler.Client;

/// <summary>Takes the innermost revert out of the EntryPoint's and the bundlers' wrappings.</summary>
internal static class RevertUnwrapper
{
    private const int MaxNesting = 8;
    private const int WordLength = 32;
    private const uint FailedOp = 0x220266b6; // FailedOp(uint256, string reason)
    private const uint FailedOpWithRevert = 0x65c8fd4d; // FailedOpWithRevert(uint256, string reason, bytes inner)
    private const uint PostOpReverted = 0xad7954bc; // PostOpReverted(bytes returnData)
    private const uint DelegateAndRevert = 0x99410554; // DelegateAndRevert(bool success, bytes ret)
    private const uint ErrorText = 0x08c379a0; // Error(string)
    private const uint Panic = 0x4e487b71; // Panic(uint256)

    /// <summary>Unwraps revert bytes; what cannot be decoded stays as it is.</summary>
    public static UnwrappedRevert Unwrap(ReadOnlySpan<byte> revert)
    {
        string? entryPointReason = null;
        int depth = 0;
        while (depth < MaxNesting && TryUnwrapOnce(ref revert, ref entryPointReason))
        {
            depth++;
        }

        return new UnwrappedRevert(revert.ToArray(), entryPointReason, TextOf(revert));
    }

    private static bool TryUnwrapOnce(ref ReadOnlySpan<byte> revert, ref string? reason)
    {
        if (revert.Length < 4)
        {
            return false;
        }

        ReadOnlySpan<byte> arguments = revert[4..];
        ReadOnlySpan<byte> inner = default;
        ReadOnlySpan<byte> text = default;
        bool isWrapping = BinaryPrimitives.ReadUInt32BigEndian(revert) switch
        {
            FailedOp => TryReadBytes(arguments, 1, out text),
            FailedOpWithRevert => TryReadBytes(arguments, 1, out text) && TryReadBytes(arguments, 2, out inner),
            PostOpReverted => TryReadBytes(arguments, 0, out inner),
            DelegateAndRevert => TryReadBytes(arguments, 1, out inner),
            _ => false,
        };
        if (isWrapping)
        {
            reason ??= text.IsEmpty ? null : Printable(text);
            revert = inner;
        }

        return isWrapping;
    }

    private static string? TextOf(ReadOnlySpan<byte> revert)
    {
        if (revert.Length < 4)
        {
            return null;
        }

        ReadOnlySpan<byte> arguments = revert[4..];
        return BinaryPrimitives.ReadUInt32BigEndian(revert) switch
        {
            ErrorText when TryReadBytes(arguments, 0, out ReadOnlySpan<byte> text) => Printable(text),
            Panic when TryReadSmall(arguments, 0, out int code) =>
                string.Create(CultureInfo.InvariantCulture, $"Panic(0x{code:x2})"),
            _ => null,
        };
    }

    private static bool TryReadBytes(ReadOnlySpan<byte> arguments, int word, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (!TryReadSmall(arguments, word * WordLength, out int offset)
            || !TryReadSmall(arguments, offset, out int length)
            || length > arguments.Length - offset - WordLength)
        {
            return false;
        }

        value = arguments.Slice(offset + WordLength, length);
        return true;
    }

    private static bool TryReadSmall(ReadOnlySpan<byte> arguments, int offset, out int value)
    {
        value = 0;
        if (offset > arguments.Length - WordLength)
        {
            return false;
        }

        ReadOnlySpan<byte> word = arguments.Slice(offset, WordLength);
        if (word[..28].ContainsAnyExcept((byte)0) || word[28] > 0x7f)
        {
            return false;
        }

        value = BinaryPrimitives.ReadInt32BigEndian(word[28..]);
        return true;
    }

    private static string Printable(ReadOnlySpan<byte> text) => ServerText.Clean(Encoding.UTF8.GetString(text));
}
