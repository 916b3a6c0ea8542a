using System.Buffers.Binary;

namespace SessionKeys;

/// <summary>
/// Where the <c>bytes</c> members of an operation stand in the calldata of <c>validateUserOp</c>, from <c>callData</c>
/// on: the module reads on from one to the next when lengths lie, so their order and padding count.
/// </summary>
internal readonly record struct OperationCallData(
    int CallDataAt, int CallDataLength, int PaymasterAt, int PaymasterLength, int SignatureAt, int SignatureLength)
{
    /// <summary>Longer ones are put on the heap.</summary>
    public const int StackLength = 8_192;

    /// <summary>Three members, each behind its length.</summary>
    public static int Length(PackedUserOperation operation, int signatureLength) =>
        (3 * UInt256.Length)
        + Padded(operation.CallData.Length) + Padded(operation.PaymasterAndData.Length) + Padded(signatureLength);

    /// <summary>Writes everything but the signature's bytes.</summary>
    /// <param name="buffer">Exactly <see cref="Length"/> bytes, all zero.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="signatureLength">The length of the signature.</param>
    public static OperationCallData Write(Span<byte> buffer, PackedUserOperation operation, int signatureLength)
    {
        int callDataAt = WriteMember(buffer, 0, operation.CallData.Span);
        int paymasterAt = WriteMember(
            buffer, callDataAt + Padded(operation.CallData.Length), operation.PaymasterAndData.Span);
        int lengthAt = paymasterAt + Padded(operation.PaymasterAndData.Length);
        WriteLength(buffer, lengthAt, signatureLength);
        return new OperationCallData(
            callDataAt,
            operation.CallData.Length,
            paymasterAt,
            operation.PaymasterAndData.Length,
            lengthAt + UInt256.Length,
            signatureLength);
    }

    private static int WriteMember(Span<byte> buffer, int lengthAt, ReadOnlySpan<byte> bytes)
    {
        WriteLength(buffer, lengthAt, bytes.Length);
        bytes.CopyTo(buffer[(lengthAt + UInt256.Length)..]);
        return lengthAt + UInt256.Length;
    }

    private static void WriteLength(Span<byte> buffer, int position, int length) =>
        BinaryPrimitives.WriteInt32BigEndian(buffer[(position + UInt256.Length - sizeof(int))..], length);

    private static int Padded(int length) => (length + 31) & ~31;
}
