using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

public class DelegationTests
{
    private const string Factory = "020116009000";

    private static readonly AccountDelegation Delegation = new(31337, LedgerDelegates.Simple7702Account, 300);
    private static readonly AccountDelegation Other = Delegation with { Delegate = Samples.DeviceAddress };

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 127)]
    [InlineData(137, 128)]
    [InlineData(ulong.MaxValue, ulong.MaxValue - 1)]
    public async Task Delegation_is_signed_over_the_digest_computed_here(ulong chainId, ulong nonce)
    {
        await using EmulatedDevice device = await StartAsync();
        LedgerApprover approver = await device.ApproverAsync();
        AccountDelegation delegation = new(chainId, LedgerDelegates.Simple7702Account, nonce);

        EcdsaSignature signature = await approver.SignDelegationAsync(delegation);

        Assert.True(Secp256k1.TryRecover(delegation.Digest(), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
    }

    [Fact]
    public async Task Delegation_is_taken_back_by_the_zero_address()
    {
        await using EmulatedDevice device = await StartAsync();
        LedgerApprover approver = await device.ApproverAsync();

        EcdsaSignature signature = await approver.SignDelegationAsync(Delegation with { Delegate = Address.Zero });

        Assert.True(signature.IsLowS);
    }

    [Fact]
    public void Delegation_is_written_as_measured()
    {
        Apdu apdu = Assert.Single(DelegationApdus.Split(DerivationPath.Default, Delegation));

        Assert.Equal(
            "e034010038" + "058000002c8000003c800000000000000000000000" + "0021" + "000101"
            + "01144cd241e8d1510e30b2076397afc7508ae59c66c9" + "02027a69" + "0302012c",
            Convert.ToHexStringLower(apdu.ToBytes()));
    }

    [Fact]
    public void Zero_is_one_byte()
    {
        Apdu apdu = Assert.Single(DelegationApdus.Split(DerivationPath.Default, new(0, Address.Zero, 0)));

        Assert.EndsWith("020100030100", Convert.ToHexStringLower(apdu.ToBytes()), StringComparison.Ordinal);
    }

    [Fact]
    public void Longer_payload_is_cut_and_only_the_first_part_says_that_it_is_the_first()
    {
        IReadOnlyList<Apdu> apdus = CommandChunks.Split("X", 0x34, 0x01, 0x00, new byte[23], new byte[600]);

        Assert.Equal([255, 255, 113], apdus.Select(apdu => apdu.Data.Length));
        Assert.Equal([0x01, 0x00, 0x00], apdus.Select(apdu => apdu.P1));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Setting_that_is_off_is_named_for_a_contract_that_the_app_knows_and_to_take_back(bool isRevocation)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        AccountDelegation delegation = isRevocation ? Delegation with { Delegate = Address.Zero } : Delegation;

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.SmartAccountsDisabled,
            () => device.App.SignDelegationAsync(DerivationPath.Default, delegation));

        Assert.Contains("Turn on Smart accounts", exception.WhatToDo, StringComparison.Ordinal);
        Assert.Equal("Unable to sign", device.Emulator.CurrentScreen.Title);
        Assert.Single(device.Emulator.ReceivedApdus, apdu => apdu[1] == 0x34);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Contract_that_the_app_does_not_know_is_named(bool smartAccounts)
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        device.Emulator.Settings.SmartAccounts = smartAccounts;

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.DelegateNotAllowed, () => device.App.SignDelegationAsync(DerivationPath.Default, Other));

        Assert.Contains(Other.Delegate.ToString(), exception.Message, StringComparison.Ordinal);
        Assert.Contains(LedgerDelegates.Simple7702Account.ToString(), exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task App_before_delegations_is_told_to_be_old()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(
            options: new EmulatorOptions { AppVersion = new Version(1, 16, 9) });

        LedgerException exception = await Expect.ReasonAsync(
            LedgerReason.AppTooOld, () => device.App.SignDelegationAsync(DerivationPath.Default, Delegation));

        Assert.Contains("1.16.9 does not know SIGN DELEGATION; needed is 1.17.0", exception.Message,
            StringComparison.Ordinal);
        Assert.DoesNotContain(device.Emulator.ReceivedApdus, apdu => apdu[1] == 0x34);
    }

    [Fact]
    public async Task Person_may_reject_a_delegation()
    {
        await using EmulatedDevice device = await StartAsync(EmulatorAnswer.Reject);

        await Expect.ReasonAsync(
            LedgerReason.Rejected, () => device.App.SignDelegationAsync(DerivationPath.Default, Delegation));
    }

    [Fact]
    public async Task Nonce_that_no_chain_accepts_is_refused_before_anything_is_sent()
    {
        ScriptedTransport transport = ScriptedTransport.InOrder("9000");
        await using EthereumApp app = new(transport);

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            () => app.SignDelegationAsync(DerivationPath.Default, Delegation with { Nonce = ulong.MaxValue }));

        Assert.Empty(transport.Sent);
    }

    [Theory]
    [InlineData(65, 27)]
    [InlineData(65, 2)]
    [InlineData(64, 0)]
    [InlineData(0, 0)]
    public async Task Reply_of_another_form_is_refused(int length, byte parity)
    {
        byte[] data = [.. Enumerable.Repeat((byte)1, length)];
        data.AsSpan(0, Math.Min(1, length)).Fill(parity);
        await using EthereumApp app = new(ScriptedTransport.InOrder(Factory, Convert.ToHexString(data) + "9000"));

        await Expect.ReasonAsync(
            LedgerReason.ProtocolViolation, () => app.SignDelegationAsync(DerivationPath.Default, Delegation));
    }

    /// <summary>The control: the same cable that changes nothing gives a signature.</summary>
    [Theory]
    [InlineData(0x00, false)]
    [InlineData(0x01, true)]
    public async Task Delegation_changed_on_the_way_gives_a_signature_that_is_refused(byte change, bool isRefused)
    {
        await using EmulatedDevice device = await StartAsync();
        await using EthereumApp app = await device.TamperedAsync(
            command: apdu => apdu[1] == 0x34 ? [.. apdu[..^1], (byte)(apdu[^1] ^ change)] : apdu);
        LedgerApprover approver = await LedgerApprover.CreateAsync(app, DerivationPath.Default);

        LedgerException? refusal = null;
        try
        {
            await approver.SignDelegationAsync(Delegation);
        }
        catch (LedgerException exception)
        {
            refusal = exception;
        }

        Assert.Equal(isRefused ? LedgerReason.SignatureMismatch : null, refusal?.Reason);
    }

    private static async Task<EmulatedDevice> StartAsync(EmulatorAnswer answer = EmulatorAnswer.Approve)
    {
        EmulatedDevice device = await EmulatedDevice.StartAsync(answer);
        device.Emulator.Settings.SmartAccounts = true;
        return device;
    }
}
