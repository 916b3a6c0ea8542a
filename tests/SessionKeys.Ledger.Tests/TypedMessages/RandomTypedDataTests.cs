using System.Text.Json;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Three parties agree on what is signed: this library, the device from what came over the wire, and
/// viem.</summary>
public sealed class RandomTypedDataTests
{
    private static readonly int Cases = FuzzProfile.Cases(everyday: 500, deep: 10_000);

    [Fact]
    public async Task Device_signs_the_digest_that_viem_computes()
    {
        List<TypedData> messages = [.. Fitting().Take(Cases)];
        Hash32[] digests = await DigestsOfViemAsync(messages);
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);

        for (int i = 0; i < messages.Count; i++)
        {
            EcdsaSignature signature = await device.App.SignTypedDataAsync(DerivationPath.Default, messages[i]);
            string text = $"message {i} of seed {FuzzProfile.Seed}: {messages[i].ToJson()}";

            Assert.True(digests[i] == messages[i].Digest(), $"this library's digest of {text}");
            Assert.True(Secp256k1.TryRecover(digests[i], signature, out Address signer), $"a signature of {text}");
            Assert.True(signer == Samples.DeviceAddress, $"the device signed another digest of {text}");
        }
    }

    /// <summary>Of random messages those that the host sends at all; the others are refused for their size.</summary>
    private static IEnumerable<TypedData> Fitting()
    {
        for (ulong i = 0; ; i++)
        {
            TypedData data = RandomTypedData.Next(unchecked(FuzzProfile.Seed * 1_000_003) + i);
            if (TypedDataHeapCost.Estimate(data) <= TypedDataHeapCost.Limit)
            {
                yield return data;
            }
        }
    }

    private static async Task<Hash32[]> DigestsOfViemAsync(IEnumerable<TypedData> messages)
    {
        string requests = $"[{string.Join(',', messages.Select(message => message.ToJson()))}]";
        using JsonDocument answers = JsonDocument.Parse(
            await NodeScript.RunAsync("tests/TestKit/Independent/typed-data.mjs", requests));
        return [.. answers.RootElement.EnumerateArray().Select(
            answer => Hash32.Parse(answer.GetProperty("digest").GetString()!))];
    }
}
