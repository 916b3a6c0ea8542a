using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

/// <summary>Typed messages with descriptors, on the emulated device in factory settings.</summary>
public class FilteredMessageTests
{
    [Fact]
    public async Task Message_is_shown_under_its_labels_without_warning_and_signed()
    {
        TypedData payment = DescribedMessages.Payment();
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        LedgerApprover approver = (await device.ApproverAsync()).WithDescriptors(DescribedMessages.Signed(payment));

        EcdsaSignature signature = await approver.SignTypedDataAsync(payment);

        Assert.True(Secp256k1.TryRecover(payment.Digest(), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
        Assert.Equal(
            [
                "Contract: Test payments", "Network: 31337",
                "Pay to: 0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D", "Send: 1.5 USDC",
                "Valid until: 2026-01-01 00:00:00 UTC", "Note: a", "Note: b",
            ],
            DescribedMessages.Contents(device.Emulator));
        Assert.DoesNotContain(device.Emulator.Screens, screen => screen.Kind == DeviceScreenKind.Warning);
    }

    [Fact]
    public async Task Setting_transaction_hash_adds_both_hashes_at_the_end()
    {
        TypedData payment = DescribedMessages.Payment();
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        device.Emulator.Settings.TransactionHash = true;

        await device.App.SignTypedDataAsync(DerivationPath.Default, payment, DescribedMessages.Signed(payment));

        Assert.Equal(
            [
                "0x" + payment.DomainSeparator().ToString()[2..].ToUpperInvariant(),
                "0x" + payment.MessageHash().ToString()[2..].ToUpperInvariant(),
            ],
            new[] { Wire.Shown(device.Emulator, "Domain hash"), Wire.Shown(device.Emulator, "Message hash") });
    }

    [Theory]
    [InlineData(1UL, null)]
    [InlineData(137UL, "Network: Polygon")]
    [InlineData(10UL, "Network: 10")]
    public async Task Network_is_shown_unless_it_is_the_first(ulong chainId, string? expected)
    {
        TypedData payment = DescribedMessages.Payment(chainId: chainId);
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        await device.App.SignTypedDataAsync(
            DerivationPath.Default, payment, DescribedMessages.Signed(payment));

        Assert.Equal(
            expected,
            DescribedMessages.Contents(device.Emulator).SingleOrDefault(
                line => line.StartsWith("Network", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Zero_and_the_largest_values_are_shown_as_measured()
    {
        UInt256 largestDate = (UInt256.One << 48) - UInt256.One;
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        foreach ((UInt256 amount, UInt256 until) in
            new[] { (UInt256.Zero, UInt256.Zero), (UInt256.MaxValue, largestDate) })
        {
            TypedData payment = DescribedMessages.Payment(amount, until);
            await device.App.SignTypedDataAsync(
                DerivationPath.Default, payment, DescribedMessages.Signed(payment));
        }

        Assert.Equal(
            [
                "Send: 0 USDC", "Valid until: 1970-01-01 00:00:00 UTC", "Send: Unlimited USDC",
                "Valid until: Unlimited",
            ],
            DescribedMessages.Contents(device.Emulator).Where(
                line => line.StartsWith("Send", StringComparison.Ordinal)
                    || line.StartsWith("Valid", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Empty_array_discards_its_filters_and_is_signed()
    {
        TypedData payment = DescribedMessages.Payment(notes: []);
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        EcdsaSignature signature = await device.App.SignTypedDataAsync(
            DerivationPath.Default, payment, DescribedMessages.Signed(payment));

        Assert.True(Secp256k1.TryRecover(payment.Digest(), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
        Assert.Contains(device.Emulator.ReceivedApdus, apdu => apdu is [0xe0, 0x1e, 0x00, 0x01, ..]);
        Assert.Contains(device.Emulator.ReceivedApdus, apdu => apdu is [0xe0, 0x1e, 0x01, 0xff, ..]);
    }

    public static TheoryData<string> SampleNames => [.. Samples.All.Keys];

    [Theory]
    [MemberData(nameof(SampleNames))]
    public async Task Message_of_any_shape_is_signed_with_a_descriptor_of_all_its_fields(string name)
    {
        TypedData data = Samples.All[name];
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();

        EcdsaSignature signature = await device.App.SignTypedDataAsync(
            DerivationPath.Default, data, TypedDataDescriptor.Parse(DescriptorSigner.SignAllRaw(data, "Sample")));

        Assert.True(Secp256k1.TryRecover(data.Digest(), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
    }

    [Fact]
    public async Task Revocation_is_signed_in_factory_settings_with_a_descriptor_of_all_its_fields()
    {
        TypedData data = RevocationTypedData.ForOne(
            31337, DescribedMessages.Token, Samples.DeviceAddress, new SessionId(Keccak256.Hash("session"u8)));
        await using EmulatedDevice device = await EmulatedDevice.StartAsync();
        LedgerApprover approver = (await device.ApproverAsync()).WithDescriptors(
            TypedDataDescriptor.Parse(DescriptorSigner.SignAllRaw(data, "Session revocation")));

        EcdsaSignature signature = await approver.SignTypedDataAsync(data);

        Assert.True(Secp256k1.TryRecover(data.Digest(), signature, out Address signer));
        Assert.Equal(Samples.DeviceAddress, signer);
        Assert.Contains("Contract: Session revocation", DescribedMessages.Contents(device.Emulator));
        Assert.DoesNotContain(device.Emulator.Screens, screen => screen.Kind == DeviceScreenKind.Warning);
    }

    /// <summary>The types of a grant have 53 values and a device takes 50 filters, so that a descriptor of a grant
    /// would have to hide fields. The text form shows all of them.</summary>
    [Fact]
    public void Session_grant_has_more_fields_than_a_descriptor_can_list()
    {
        Address any = DescribedMessages.Token;
        SessionContext context = new()
        {
            ChainId = 31337,
            Module = any,
            Account = any,
            Route = Route.Erc7579,
            Epoch = 1,
        };
        TypedData data = GrantTypedData.Create(
            new SessionGrant(context, any, TestEnvelopes.Transfers(any, DateTimeOffset.UnixEpoch.AddYears(60))));

        LedgerException refusal = Expect.Reason(
            LedgerReason.DescriptorUnsuitable,
            () => TypedDataDescriptor.Parse(DescriptorSigner.SignAllRaw(data, "Session grant")));

        Assert.Contains("53 fields; allowed is an array of 1 to 50", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raw_messages_setting_makes_the_device_ignore_the_descriptor_and_warn()
    {
        TypedData payment = DescribedMessages.Payment();
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);

        await device.App.SignTypedDataAsync(
            DerivationPath.Default, payment, DescribedMessages.Signed(payment) with { Signature = NotASignature });

        Assert.Contains(device.Emulator.Screens, screen => screen.Kind == DeviceScreenKind.Warning);
        Assert.Contains(
            "payee: 0xDad77910DbDFdE764fC21FCD4E74D71bBACA6D8D", DescribedMessages.Contents(device.Emulator));
    }

    [Fact]
    public async Task Descriptor_that_was_changed_is_refused_by_the_device()
    {
        TypedData payment = DescribedMessages.Payment();
        TypedDataDescriptor signed = DescribedMessages.Signed(payment);
        DescriptorField last = signed.Fields[^1];
        TypedDataDescriptor[] changed =
        [
            signed with { ContractLabel = "Other payments" },
            signed with { Signature = NotASignature },
            signed with { Fields = [.. signed.Fields.SkipLast(1), last with { Label = "Other" }] },
            signed with { Fields = [.. signed.Fields.SkipLast(1), last with { Signature = NotASignature }] },
            signed with { Fields = [.. signed.Fields.SkipLast(1)], AllowHiddenFields = true },
            signed with { Tokens = [SignedToken.Parse([.. signed.Tokens[0].Bytes[..33], .. NotASignature])] },
        ];
        foreach (TypedDataDescriptor descriptor in changed)
        {
            await using EmulatedDevice device = await EmulatedDevice.StartAsync();

            await Expect.ReasonAsync(
                LedgerReason.DescriptorRefused,
                () => device.App.SignTypedDataAsync(DerivationPath.Default, payment, descriptor));

            Assert.DoesNotContain(device.Emulator.Screens, screen => screen.Kind == DeviceScreenKind.Sign);
        }
    }

    [Fact]
    public async Task Certificate_is_sent_where_the_device_needs_it()
    {
        TypedData payment = DescribedMessages.Payment();
        TypedDataDescriptor signed = DescribedMessages.Signed(payment);
        EmulatorOptions needsIt = new() { KnowsDescriptorKey = false };

        Assert.Null(await RefusalAsync(needsIt, signed with { Certificate = DescriptorSigner.Certificate }));
        Assert.Equal(LedgerReason.DescriptorRefused, (await RefusalAsync(needsIt, signed))?.Reason);
        Assert.Equal(
            LedgerReason.DescriptorRefused,
            (await RefusalAsync(needsIt, signed with { Certificate = new byte[9] }))?.Reason);
        LedgerException? refusal = await RefusalAsync(
            new EmulatorOptions { TakesCertificates = false },
            signed with { Certificate = DescriptorSigner.Certificate });
        Assert.Equal(LedgerReason.DescriptorRefused, refusal?.Reason);
        Assert.Contains("911c", refusal?.Message, StringComparison.Ordinal);

        async Task<LedgerException?> RefusalAsync(EmulatorOptions options, TypedDataDescriptor descriptor)
        {
            await using EmulatedDevice device = await EmulatedDevice.StartAsync(options: options);
            return await Record.ExceptionAsync(
                () => device.App.SignTypedDataAsync(DerivationPath.Default, payment, descriptor)) as LedgerException;
        }
    }

    [Fact]
    public async Task Approver_with_descriptors_never_sends_a_message_that_none_is_for()
    {
        TypedData payment = DescribedMessages.Payment();
        TypedDataDescriptor other = DescribedMessages.Signed(DescribedMessages.Payment(chainId: 1));
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(rawMessages: true);
        LedgerApprover approver = (await device.ApproverAsync()).WithDescriptors(other);

        await Expect.ReasonAsync(
            LedgerReason.DescriptorUnsuitable, () => approver.SignTypedDataAsync(payment).AsTask());

        Assert.DoesNotContain(device.Emulator.ReceivedApdus, apdu => apdu[1] is 0x1a or 0x1c or 0x1e or 0x0c);
        Assert.Throws<ArgumentOutOfRangeException>(() => approver.WithDescriptors());
    }

    [Fact]
    public async Task App_before_1_12_is_too_old()
    {
        TypedData payment = DescribedMessages.Payment();
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(
            options: new EmulatorOptions { AppVersion = new Version(1, 11, 9) });

        await Expect.ReasonAsync(
            LedgerReason.AppTooOld,
            () => device.App.SignTypedDataAsync(DerivationPath.Default, payment, DescribedMessages.Signed(payment)));
    }

    private static byte[] NotASignature { get; } = DescriptorSigner.SignToken(
        1, Address.Zero, "NOT", 0).Bytes[(1 + 3 + 28)..];
}
