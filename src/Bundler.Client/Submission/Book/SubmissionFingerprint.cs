using System.Buffers.Binary;
using System.Security.Cryptography;

namespace SessionKeys.Bundler.Client;

/// <summary>Hashes what a submission's id stands for, so that an id cannot come to mean other calls.</summary>
internal static class SubmissionFingerprint
{
    public static Hash32 Compute(NonceLane lane, SessionId? session, ValueList<Call> calls)
    {
        using IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, lane.ChainId);
        Append(hash, lane.EntryPoint);
        Append(hash, lane.Sender);
        Span<byte> word = stackalloc byte[Hash32.Length];
        (session?.Value ?? Hash32.Zero).CopyTo(word);
        hash.AppendData(word);
        Append(hash, (ulong)calls.Count);
        foreach (Call call in calls)
        {
            Append(hash, call.Target);
            Append(hash, call.Value);
            Append(hash, (ulong)call.Data.Length);
            hash.AppendData(call.Data.Span);
        }

        hash.GetHashAndReset(word);
        return Hash32.FromBytes(word);
    }

    private static void Append(IncrementalHash hash, UInt256 value)
    {
        Span<byte> word = stackalloc byte[UInt256.Length];
        value.WriteBigEndian(word);
        hash.AppendData(word);
    }

    private static void Append(IncrementalHash hash, Address address)
    {
        Span<byte> bytes = stackalloc byte[Address.Length];
        address.CopyTo(bytes);
        hash.AppendData(bytes);
    }

    private static void Append(IncrementalHash hash, ulong count)
    {
        Span<byte> bytes = stackalloc byte[sizeof(ulong)];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, count);
        hash.AppendData(bytes);
    }
}
