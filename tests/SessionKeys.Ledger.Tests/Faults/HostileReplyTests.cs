using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Whatever comes over the cable: an exception that says why, or the right signature.</summary>
public class HostileReplyTests
{
    private static readonly TypedData Data = Samples.Nested(1, 1);
    private static readonly byte[] Text = [.. Enumerable.Repeat((byte)'x', 600)];
    private static readonly AccountDelegation Delegation = new(31337, LedgerDelegates.Simple7702Account, 7);

    [Fact]
    public async Task Hostile_replies_never_crash_hang_or_give_a_wrong_signature()
    {
        int cases = FuzzProfile.Cases(everyday: 400, deep: 20_000);
        int signed = 0;
        int refused = 0;
        int changed = 0;
        await using EmulatedDevice device = await StartAsync();
        for (int i = 0; i < cases; i++)
        {
            DeterministicBytes random = new(unchecked(FuzzProfile.Seed + ((ulong)i << 32)));
            HostileTransport cable = new(await device.Emulator.Endpoint.ConnectAsync(), random);
            await using EthereumApp app = new(cable, silentLimit: TimeSpan.FromMilliseconds(100));
            string name = $"seed {FuzzProfile.Seed}, case {i}";
            Outcome outcome = await RunAsync(app, random.Below(7), isChecked: true, name);
            signed += outcome == Outcome.Right ? 1 : 0;
            refused += outcome == Outcome.Refused ? 1 : 0;
            changed += cable.Changed;
        }

        Assert.True(signed > cases / 20, $"{signed} of {cases} signed; seed {FuzzProfile.Seed}");
        Assert.True(refused > cases / 5, $"{refused} of {cases} refused; seed {FuzzProfile.Seed}");
        Assert.True(changed > cases / 2, $"{changed} replies changed; seed {FuzzProfile.Seed}");
    }

    /// <summary>The control: without the check of the approver the same cable does give wrong signatures.</summary>
    [Fact]
    public async Task Without_the_check_the_same_replies_give_wrong_signatures()
    {
        List<Outcome> outcomes = [];
        await using EmulatedDevice device = await StartAsync();
        for (int i = 0; i < 300; i++)
        {
            DeterministicBytes random = new(1000 + (ulong)i);
            HostileTransport cable = new(await device.Emulator.Endpoint.ConnectAsync(), random);
            await using EthereumApp app = new(cable, silentLimit: TimeSpan.FromMilliseconds(100));
            outcomes.Add(await RunAsync(app, random.Below(4), isChecked: false, $"case {i}"));
        }

        Assert.Contains(Outcome.Wrong, outcomes);
        Assert.Contains(Outcome.Right, outcomes);
    }

    private enum Outcome
    {
        /// <summary>The signature, or the answer, is what it must be.</summary>
        Right,

        /// <summary>An exception that callers expect.</summary>
        Refused,

        /// <summary>A signature of something else.</summary>
        Wrong,
    }

    private static async Task<Outcome> RunAsync(EthereumApp app, int request, bool isChecked, string name)
    {
        using CancellationTokenSource cancel = new(TimeSpan.FromMilliseconds(400));
        try
        {
            Task<Outcome> work = request switch
            {
                0 or 1 or 2 or 3 => SignAsync(app, request, isChecked, cancel.Token),
                4 => ReadAsync(app.GetConfigurationAsync(cancel.Token)),
                5 => ReadAsync(app.GetExtendedPublicKeyAsync(DerivationPath.Default, cancel.Token)),
                _ => ReadAsync(app.ConfirmAddressAsync(DerivationPath.Default, 137, cancel.Token)),
            };
            Outcome outcome = await work.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
            Assert.True(!isChecked || outcome != Outcome.Wrong, $"A wrong signature: {name}, request {request}");
            return outcome;
        }
        catch (Exception exception) when (exception is LedgerException or OperationCanceledException)
        {
            return Outcome.Refused;
        }
        catch (Exception exception) when (exception is not Xunit.Sdk.XunitException)
        {
            throw new InvalidOperationException($"Not an outcome: {name}, request {request}", exception);
        }
    }

    private static async Task<Outcome> ReadAsync<T>(Task<T> request)
    {
        await request;
        return Outcome.Right;
    }

    private static async Task<Outcome> SignAsync(
        EthereumApp app, int request, bool isChecked, CancellationToken cancellationToken)
    {
        Hash32 digest = request switch
        {
            0 => PersonalMessage.Digest(Text),
            3 => Delegation.Digest(),
            _ => Data.Digest(),
        };
        EcdsaSignature signature = isChecked
            ? await SignCheckedAsync(app, request, cancellationToken)
            : await SignUncheckedAsync(app, request, cancellationToken);
        bool isRight = signature.IsLowS && Secp256k1.TryRecover(digest, signature, out Address signer)
            && signer == Samples.DeviceAddress;
        return isRight ? Outcome.Right : Outcome.Wrong;
    }

    private static async Task<EcdsaSignature> SignCheckedAsync(
        EthereumApp app, int request, CancellationToken cancellationToken)
    {
        LedgerApprover approver = await LedgerApprover.CreateAsync(
            app, DerivationPath.Default, Samples.DeviceAddress, new LedgerApproverOptions { AllowBlindSigning = true },
            cancellationToken);
        return await (request switch
        {
            0 => approver.SignMessageAsync(Text, cancellationToken),
            1 => approver.SignTypedDataAsync(Data, cancellationToken),
            2 => approver.SignTypedDataAsHashesAsync(Data, cancellationToken),
            _ => approver.SignDelegationAsync(Delegation, cancellationToken),
        });
    }

    private static Task<EcdsaSignature> SignUncheckedAsync(
        EthereumApp app, int request, CancellationToken cancellationToken) => request switch
        {
            0 => app.SignPersonalMessageAsync(DerivationPath.Default, Text, cancellationToken),
            1 => app.SignTypedDataAsync(DerivationPath.Default, Data, cancellationToken),
            2 => app.SignHashesAsync(
                DerivationPath.Default, Data.DomainSeparator(), Data.MessageHash(), cancellationToken),
            _ => app.SignDelegationAsync(DerivationPath.Default, Delegation, cancellationToken),
        };

    private static async Task<EmulatedDevice> StartAsync()
    {
        EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        device.Emulator.Settings.BlindSigning = true;
        device.Emulator.Settings.SmartAccounts = true;
        return device;
    }
}
