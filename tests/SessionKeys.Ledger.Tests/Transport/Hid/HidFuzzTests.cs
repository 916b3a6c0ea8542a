using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Random messages and random damage: never a crash, a hang or a signature that does not fit.</summary>
public class HidFuzzTests
{
    private static readonly byte[] Text = "SessionKeys v1: revoke all sessions;"u8.ToArray();

    [Fact]
    public void Random_messages_come_back_from_their_packets()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        for (int i = 0; i < FuzzProfile.Cases(everyday: 500, deep: 20_000); i++)
        {
            ushort channel = (ushort)random.Below(65_536);
            byte[] message = random.Next(random.Below(i % 50 == 0 ? 65_536 : 300));
            HidReplyReader reader = new(channel, HidFraming.MaxMessage);

            byte[]?[] results =
                [.. HidFraming.Encode(channel, message).Select(report => reader.Add(report.AsSpan(1)))];

            string which = $"seed {FuzzProfile.Seed}, case {i}: {message.Length} bytes";
            Assert.True(results[^1]?.AsSpan().SequenceEqual(message), $"{which} did not come back");
            Assert.True(results.SkipLast(1).All(result => result is null), $"{which} were complete too early");
        }
    }

    [Fact]
    public void Random_packets_are_refused_or_wait_for_more_and_never_give_a_longer_reply()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        for (int i = 0; i < FuzzProfile.Cases(everyday: 2_000, deep: 100_000); i++)
        {
            byte[] packet = random.Next(64);
            if (random.Coin())
            {
                // Half of them get past the header, into the lengths.
                Convert.FromHexString("1a2b05000000").CopyTo(packet, 0);
            }

            string which = $"seed {FuzzProfile.Seed}, case {i}";
            try
            {
                byte[]? reply = new HidReplyReader(0x1a2b, HidTransport.MaxReply).Add(packet);
                Assert.True(reply is null or { Length: <= 57 }, $"{which}: {reply?.Length} bytes");
            }
            catch (LedgerException exception)
            {
                Assert.True(exception.Reason == LedgerReason.ProtocolViolation, $"{which}: {exception.Message}");
            }
        }
    }

    [Fact]
    public async Task Randomly_damaged_replies_give_the_right_signature_or_none()
    {
        DeterministicBytes random = new(FuzzProfile.Seed);
        await using UsbDevice device = UsbDevice.Start();
        Dictionary<string, int> outcomes = [];
        for (int i = 0; i < FuzzProfile.Cases(everyday: 150, deep: 3_000); i++)
        {
            device.Hid.Replies = packets => packets;
            await using EthereumApp app = await device.AppAsync();
            LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);
            device.Hid.Replies = packets => Damage(packets, random);

            string outcome;
            try
            {
                EcdsaSignature signature = await Expect.EndsAsync(approver.SignMessageAsync(Text).AsTask());
                Secp256k1.TryRecover(PersonalMessage.Digest(Text), signature, out Address signer);
                Assert.True(signer == Samples.DeviceAddress, $"seed {FuzzProfile.Seed}, case {i}: signed by {signer}");
                outcome = "signed";
            }
            catch (LedgerException exception)
            {
                outcome = exception.Reason.ToString();
            }

            // A connection that opens before the last reply came is sent that reply, and rightly refuses it.
            await Expect.SoonAsync(() => device.Hid.PendingCommands == 0);
            outcomes[outcome] = outcomes.GetValueOrDefault(outcome) + 1;
        }

        // Damage to the padding does no harm; anything else is noticed by the framing or by the check of what came.
        Assert.True(
            outcomes.ContainsKey("signed") && outcomes.ContainsKey(nameof(LedgerReason.ProtocolViolation)),
            $"seed {FuzzProfile.Seed}: {string.Join(", ", outcomes)}");
    }

    /// <summary>Flips a bit, swaps, repeats or cuts; every packet but the last one still comes, so that no case waits
    /// for a person.</summary>
    private static List<byte[]> Damage(IReadOnlyList<byte[]> packets, DeterministicBytes random)
    {
        List<byte[]> damaged = [.. packets.Select(packet => packet.ToArray())];
        int index = random.Below(damaged.Count);
        switch (random.Below(8))
        {
            case 0:
                damaged.Reverse();
                break;
            case 1:
                damaged.Insert(index, damaged[index]);
                break;
            case 2:
                damaged[index] = damaged[index][..random.Below(64)];
                break;
            case 3:
                damaged.Insert(0, random.Next(64));
                break;
            case 4:
                break;
            default:
                damaged[index][random.Below(64)] ^= (byte)(1 << random.Below(8));
                break;
        }

        return damaged;
    }
}
