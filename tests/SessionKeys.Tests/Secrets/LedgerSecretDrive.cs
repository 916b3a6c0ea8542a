using System.Text;
using SessionKeys.Ledger;
using SessionKeys.TestKit;

namespace SessionKeys.Tests;

/// <summary>Asks an emulated device for everything, and keeps each byte that goes in or out.</summary>
internal static class LedgerSecretDrive
{
    private const uint Hardened = 0x80000000;

    /// <summary>The words, the seed, and the secrets and keys on the way to the key that signs.</summary>
    public static IReadOnlyList<SecretCanary> Canaries { get; } = [.. MakeCanaries()];

    public static async Task RunAsync(Evidence evidence)
    {
        EthereumAppEmulator emulator = EthereumAppEmulator.Start();
        await using (emulator)
        {
            emulator.Settings.RawMessages = true;
            EthereumApp app = new(new RecordingTransport(await emulator.Endpoint.ConnectAsync(), evidence));
            await using (app)
            {
                LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);
                foreach (EmulatorAnswer answer in Enum.GetValues<EmulatorAnswer>())
                {
                    if (answer != EmulatorAnswer.Wait)
                    {
                        emulator.AutoAnswer = answer;
                        await AskAsync(evidence, emulator, app, approver);
                    }
                }

                emulator.OpenApp = AppAndVersion.Dashboard;
                await evidence.StepAsync(async () => await approver.SignMessageAsync("hello"u8.ToArray()));
                emulator.CutPower();
                await evidence.StepAsync(async () => await approver.SignMessageAsync("hello"u8.ToArray()));
                foreach (DeviceScreen screen in emulator.Screens)
                {
                    evidence.Texts.Add($"{screen.Title} {string.Join(' ', screen.Lines)}");
                }
            }

            evidence.Show(app);
            await evidence.StepAsync(async () => await app.GetConfigurationAsync());
        }
    }

    private static async Task AskAsync(
        Evidence evidence, EthereumAppEmulator emulator, EthereumApp app, LedgerApprover approver)
    {
        evidence.Show(approver);
        evidence.Show(app);
        await evidence.StepAsync(async () => await app.GetAppAndVersionAsync());
        await evidence.StepAsync(async () => await app.GetConfigurationAsync());
        await evidence.StepAsync(async () => await app.GetAddressAsync(DerivationPath.Default, display: false));
        await evidence.StepAsync(async () => await approver.SignMessageAsync("hello"u8.ToArray()));
        await evidence.StepAsync(async () => await approver.SignTypedDataAsync(GrantTypedData.Create(Samples.Grant)));
        await evidence.StepAsync(async () => await approver.SignTypedDataAsync(
            RevocationTypedData.ForAll(1, Samples.Module, Samples.Account, 1)));
        emulator.IsLocked = true;
        await evidence.StepAsync(async () => await approver.SignMessageAsync("hello"u8.ToArray()));
        emulator.IsLocked = false;
    }

    private static IEnumerable<SecretCanary> MakeCanaries()
    {
        byte[] seed = Bip39.Seed(Bip39.SpeculosDefault);
        Bip32Key key = Bip32Key.Master(seed);
        yield return new SecretCanary("words", Encoding.UTF8.GetBytes(Bip39.SpeculosDefault), window: 18);
        yield return new SecretCanary("seed", seed);
        yield return new SecretCanary("master key", key.Secret);
        foreach (uint index in (uint[])[Hardened | 44, Hardened | 60, Hardened, 0, 0])
        {
            key = key.Derive([index]);
            yield return new SecretCanary("derived key", key.Secret);
        }
    }

    private sealed class RecordingTransport(ILedgerTransport inner, Evidence evidence) : ILedgerTransport
    {
        public async Task<byte[]> ExchangeAsync(
            ReadOnlyMemory<byte> apdu, CancellationToken cancellationToken = default)
        {
            evidence.Bytes.Add(apdu.ToArray());
            byte[] reply = await inner.ExchangeAsync(apdu, cancellationToken);
            evidence.Bytes.Add(reply);
            return reply;
        }

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
