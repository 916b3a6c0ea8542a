using System.Buffers.Binary;

namespace SessionKeys.Ledger;

/// <summary>Puts the packets of one reply together. Nothing that does not fit is skipped: it ends the reply.</summary>
/// <param name="channel">The channel on which the command was sent.</param>
/// <param name="maxReply">The most bytes that the reply may announce, 0 to <see cref="HidFraming.MaxMessage"/>.</param>
internal sealed class HidReplyReader(ushort channel, int maxReply)
{
    private byte[] _reply = [];
    private int _received;
    private int _nextSequence;

    /// <summary>Takes the next packet.</summary>
    /// <param name="packet">What one read returned.</param>
    /// <returns>The whole reply if this was its last packet, else null.</returns>
    /// <exception cref="LedgerException">The packet is none of this reply;
    /// <see cref="LedgerReason.ProtocolViolation"/>.</exception>
    public byte[]? Add(ReadOnlySpan<byte> packet)
    {
        CheckHeader(packet);
        ReadOnlySpan<byte> payload = packet[HidFraming.HeaderLength..];
        if (_nextSequence == 0)
        {
            int announced = BinaryPrimitives.ReadUInt16BigEndian(payload);
            if (announced > maxReply)
            {
                throw HidErrors.UnexpectedPacket(
                    $"it announces a reply of {announced} bytes", $"at most {maxReply} bytes");
            }

            _reply = new byte[announced];
            payload = payload[HidFraming.TotalLength..];
        }

        int taken = Math.Min(payload.Length, _reply.Length - _received);
        payload[..taken].CopyTo(_reply.AsSpan(_received));
        _received += taken;
        _nextSequence++;
        return _received == _reply.Length ? _reply : null;
    }

    private void CheckHeader(ReadOnlySpan<byte> packet)
    {
        if (packet.Length != HidFraming.PacketLength)
        {
            throw HidErrors.UnexpectedPacket($"it has {packet.Length} bytes", $"{HidFraming.PacketLength} bytes");
        }

        ushort actualChannel = BinaryPrimitives.ReadUInt16BigEndian(packet);
        if (actualChannel != channel)
        {
            throw HidErrors.UnexpectedPacket($"its channel is {actualChannel:x4}", $"{channel:x4}");
        }

        if (packet[2] != HidFraming.Tag)
        {
            throw HidErrors.UnexpectedPacket($"its tag is {packet[2]:x2}", $"{HidFraming.Tag:x2}");
        }

        ushort sequence = BinaryPrimitives.ReadUInt16BigEndian(packet[3..]);
        if (sequence != _nextSequence)
        {
            throw HidErrors.UnexpectedPacket($"its sequence number is {sequence}", $"{_nextSequence}");
        }
    }
}
