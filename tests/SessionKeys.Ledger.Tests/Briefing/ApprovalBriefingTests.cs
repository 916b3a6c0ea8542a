using System.Text;
using SessionKeys.TestKit;

namespace SessionKeys.Ledger.Tests;

public sealed class ApprovalBriefingTests
{
    private static readonly byte[] Long = Encoding.ASCII.GetBytes(
        string.Concat(Enumerable.Range(1, 30).Select(i => $"Line: {i};\n")) + "End of test.");

    [Fact]
    public void Text_is_rendered_for_both_kinds_of_device_when_the_model_is_unknown()
    {
        ApprovalBriefing briefing = ApprovalBriefing.ForPersonalMessage("Account: 0x5fbdb2;\nEnd of test."u8);

        Assert.Equal(
            """
            The device shows a message. Read all of it, and compare it with what follows.
            Anything else on the device than here: reject.

            On a Nano, at most 3 presses. Right reads on; both buttons on "Sign message" sign.
              [Review message]
              [Message] Account: 0x5fbdb2 / ; End of test.
              [Sign message]
              [Reject message]

            On Stax and Flex: all on one page.
              [Review message]
              [Message]
                Account: 0x5fbdb2;
                End of test.
              [Sign message]
            The last line is: End of test.

            Hashes, as a Nano breaks them, where the device shows them:
            """.ReplaceLineEndings("\n").Split('\n'),
            briefing.ToLines().SkipLast(2));
        string digest = Convert.ToHexString(
            PersonalMessage.Digest("Account: 0x5fbdb2;\nEnd of test."u8).ToArray());
        Assert.Equal(
            [
                $"  [EIP-191 digest (1/2)] 0x{digest[..15]} / {digest[15..32]} / {digest[32..49]}",
                $"  [EIP-191 digest (2/2)] {digest[49..]}",
            ],
            briefing.ToLines().TakeLast(2));
    }

    [Theory]
    [InlineData(DeviceDisplay.Nano, true, false)]
    [InlineData(DeviceDisplay.Touch, false, true)]
    public void Known_device_gets_its_own_instructions_only(DeviceDisplay display, bool nano, bool touch)
    {
        string text = string.Join('\n', ApprovalBriefing.ForPersonalMessage(Long, display).ToLines());

        Assert.Equal(nano, text.Contains("On a Nano", StringComparison.Ordinal));
        Assert.Equal(touch, text.Contains("On Stax and Flex", StringComparison.Ordinal));
    }

    [Fact]
    public void Touch_screen_shows_seven_lines_and_behind_more_twelve_on_a_page_with_the_line_breaks()
    {
        IReadOnlyList<DeviceScreen> pages = ApprovalBriefing.ForPersonalMessage(Long).TouchScreens;

        Assert.Equal(
            [
                (DeviceScreenKind.Intro, "Review message", 0),
                (DeviceScreenKind.More, "Message", 8),
                (DeviceScreenKind.Content, "Message (1/3)", 12),
                (DeviceScreenKind.Content, "Message (2/3)", 12),
                (DeviceScreenKind.Content, "Message (3/3)", 7),
                (DeviceScreenKind.Sign, "Sign message", 0),
            ],
            pages.Select(page => (page.Kind, page.Title, page.Lines.Count)));
        Assert.Equal("More", pages[1].Lines[^1]);
        Assert.Equal(
            Encoding.ASCII.GetString(Long),
            string.Join('\n', pages
                .Where(page => page.Kind == DeviceScreenKind.Content).SelectMany(page => page.Lines)));
    }

    [Theory]
    [InlineData(7, 1)]
    [InlineData(8, 2)]
    [InlineData(12, 2)]
    [InlineData(13, 3)]
    [InlineData(24, 3)]
    public void Touch_screen_needs_more_from_the_eighth_line_on(int lines, int pages)
    {
        byte[] text = Encoding.ASCII.GetBytes(string.Join('\n', Enumerable.Repeat("x", lines)));

        Assert.Equal(pages + 2, DeviceScreens.ForPersonalMessageOnTouch(text).Count);
    }

    [Fact]
    public void Long_text_tells_touch_users_to_open_more_and_what_ends_the_app()
    {
        string text = string.Join('\n', ApprovalBriefing.ForPersonalMessage(Long).ToLines());

        Assert.Contains("touch \"More\" and read on until the last line", text, StringComparison.Ordinal);
        Assert.Contains("(24, 36, 60 or 72 lines) the app ends. Nothing is signed", text, StringComparison.Ordinal);
        Assert.Contains("The last line is: End of test.", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Screens_and_presses_are_those_of_the_device()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(EmulatorAnswer.Wait);
        LedgerApprover approver = await device.ApproverAsync();
        ApprovalBriefing briefing = ApprovalBriefing.ForPersonalMessage(Long);

        Task<IReadOnlyList<DeviceScreen>> person = device.Emulator.ApproveAsync();
        _ = await approver.SignMessageAsync(Long);

        // The person signs on the screen before the one that rejects.
        Assert.Equal(briefing.NanoScreens.SkipLast(1), await person);
        Assert.Equal(briefing.PressesAtMost, (await person).Count);
        Assert.Null(approver.Display);
    }

    [Fact]
    public async Task Typed_screens_and_presses_are_those_of_the_device()
    {
        await using EmulatedDevice device = await EmulatedDevice.StartAsync(EmulatorAnswer.Wait);
        device.Emulator.Settings.RawMessages = true;
        LedgerApprover approver = await device.ApproverAsync();
        TypedData data = Samples.Nested(1, 1);
        ApprovalBriefing briefing = ApprovalBriefing.ForTypedData(data);

        Task<IReadOnlyList<DeviceScreen>> person = device.Emulator.ApproveAsync();
        _ = await approver.SignTypedDataAsync(data);

        Assert.Equal(briefing.NanoScreens.SkipLast(1), await person);
        Assert.Equal(briefing.PressesAtMost, (await person).Count);
        Assert.Equal(device.Emulator.LastHeapCost, briefing.HeapCost);
    }

    [Fact]
    public void Typed_data_says_when_to_reject_what_it_costs_and_that_the_text_is_better()
    {
        TypedData data = Samples.Flat(("amount", "uint256", (UInt256)7));

        string[] lines = [.. ApprovalBriefing.ForTypedData(data).ToLines()];

        Assert.Contains(lines, line => line.StartsWith("An empty value: reject.", StringComparison.Ordinal));
        Assert.Contains(
            lines,
            line => line == $"It takes {TypedDataHeapCost.Estimate(data)} of 13500 bytes of its memory.");
        Assert.Contains(lines, line => line.StartsWith("Prefer the text form:", StringComparison.Ordinal));
        Assert.Contains(lines, line => line.StartsWith("  [amount] 7", StringComparison.Ordinal));
        Assert.DoesNotContain(lines, line => line.Contains("[Press right button]", StringComparison.Ordinal));
        Assert.All(
            (string[])["Domain hash", "Message hash", "EIP-712 digest"],
            name => Assert.Contains(lines, line => line.StartsWith($"  [{name} (1/2)] 0x", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(188, false)]
    [InlineData(189, true)]
    public void Bytes_that_a_device_does_not_show_to_the_end_are_named(int length, bool isCut)
    {
        TypedData data = Samples.Flat(("callData", "bytes", new byte[length]));

        bool isNamed = ApprovalBriefing.ForTypedData(data).ToLines().Any(
            line => line.EndsWith("the rest of it is signed unseen.", StringComparison.Ordinal));

        Assert.Equal(isCut, isNamed);
    }

    [Fact]
    public void Typed_data_that_does_not_fit_is_refused_with_the_hint_to_use_the_text()
    {
        LedgerException refused = Assert.Throws<LedgerException>(
            () => ApprovalBriefing.ForTypedData(Samples.Nested(40, 4)));

        Assert.Equal(LedgerReason.TooLargeForDevice, refused.Reason);
        Assert.Contains("text form", refused.WhatToDo, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ApprovalForm.Text, true)]
    [InlineData(ApprovalForm.Typed, true)]
    [InlineData(ApprovalForm.Text, false)]
    [InlineData(ApprovalForm.Typed, false)]
    public void Grant_that_replaces_a_session_names_it(ApprovalForm form, bool replaces)
    {
        SessionId old = new(Keccak256.Hash("old session"u8));
        Address any = Address.Parse("0x5FbDB2315678afecb367f032d93F642f64180aa3");
        SessionContext context = new()
        {
            ChainId = 31337,
            Module = any,
            Account = any,
            Route = Route.Erc7579,
            Epoch = 1,
        };
        CapabilityEnvelope envelope = TestEnvelopes.Transfers(any, DateTimeOffset.UnixEpoch.AddYears(60)) with
        {
            Replaces = replaces ? old : null,
        };
        SessionGrant grant = new(context, any, envelope);

        ApprovalBriefing briefing = form == ApprovalForm.Text
            ? ApprovalBriefing.ForPersonalMessage(Encoding.ASCII.GetBytes(GrantText.RenderReadable(grant)))
            : ApprovalBriefing.ForTypedData(GrantTypedData.Create(grant));

        Assert.Equal(replaces ? old : null, briefing.Replaces);
        Assert.Equal(replaces ? 1 : 0, briefing.ToLines().Count(line => line == $"  {old}"));
    }

    [Fact]
    public void Message_that_is_no_grant_replaces_nothing() => Assert.Null(
        ApprovalBriefing.ForPersonalMessage(Encoding.ASCII.GetBytes(
            $"Replaces: {new SessionId(Keccak256.Hash("old session"u8))};\nEnd of test.")).Replaces);

    [Fact]
    public void Hash_is_shown_as_digits_on_both()
    {
        byte[] hash = Keccak256.Hash("operation"u8).ToArray();

        ApprovalBriefing briefing = ApprovalBriefing.ForPersonalMessage(hash);

        Assert.Equal(Hex.Format(hash), Assert.Single(briefing.TouchScreens[1].Lines));
        Assert.Equal(Hex.Format(hash), briefing.LastLine);
    }

    [Fact]
    public void No_line_is_longer_than_a_terminal()
    {
        byte[] wide = Encoding.ASCII.GetBytes(new string('x', 3900));

        Assert.All(
            [
                .. ApprovalBriefing.ForPersonalMessage(Long).ToLines(),
                .. ApprovalBriefing.ForPersonalMessage(wide).ToLines(),
                .. ApprovalBriefing.ForTypedData(Samples.Nested(1, 1)).ToLines(),
            ],
            line => Assert.InRange(line.Length, 0, 100));
    }
}
