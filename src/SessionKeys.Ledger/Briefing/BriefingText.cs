using System.Globalization;

namespace SessionKeys.Ledger;

/// <summary>Renders a briefing as plain text.</summary>
internal static class BriefingText
{
    public static IReadOnlyList<string> Render(ApprovalBriefing briefing)
    {
        List<string> lines = [.. Head(briefing)];
        if (briefing.Display != DeviceDisplay.Touch)
        {
            Add(lines, Nano(briefing));
        }

        if (briefing.Display != DeviceDisplay.Nano)
        {
            Add(lines, Touch(briefing));
        }

        Add(lines, Hashes(briefing));
        return lines;
    }

    private static void Add(List<string> lines, IEnumerable<string> part)
    {
        lines.Add(string.Empty);
        lines.AddRange(part);
    }

    private static IEnumerable<string> Head(ApprovalBriefing briefing)
    {
        if (briefing.Form == ApprovalForm.Text)
        {
            yield return "The device shows a message. Read all of it, and compare it with what follows.";
        }
        else
        {
            yield return "The device warns of blind signing and then shows every field of a typed message.";
            yield return "An empty value: reject. The device ran out of memory, and does not show what it signs.";
            if (briefing.HasUnseenEnd)
            {
                yield return "A value that ends in \"...\" goes on, and the rest of it is signed unseen.";
            }

            yield return string.Create(
                CultureInfo.InvariantCulture,
                $"It takes {briefing.HeapCost} of {TypedDataHeapCost.Limit} bytes of its memory.");
            yield return "Prefer the text form: no setting, no warning, and all of it is shown.";
        }

        if (briefing.Replaces is { } session)
        {
            yield return "This grant replaces a session, which ends with it:";
            yield return $"  {session}";
            foreach (string line in briefing.Changes.SelectMany(change => Split($"{change}")))
            {
                yield return $"    {line}";
            }
        }

        yield return "Anything else on the device than here: reject.";
    }

    private static IEnumerable<string> Nano(ApprovalBriefing briefing)
    {
        yield return string.Create(
            CultureInfo.InvariantCulture,
            $"On a Nano, at most {briefing.PressesAtMost} presses. Right reads on; "
            + $"both buttons on \"Sign message\" sign.");
        if (briefing.Form == ApprovalForm.Typed)
        {
            yield return "Both buttons accept the warning.";
            yield return "On \"Press right button\" press right: both buttons skip the rest, which is signed unseen.";
        }

        foreach (DeviceScreen screen in briefing.NanoScreens.Where(each => each.Kind != DeviceScreenKind.SkipOffer))
        {
            yield return screen.Lines.Count == 0
                ? $"  [{screen.Title}]"
                : $"  [{screen.Title}] {string.Join(" / ", screen.Lines)}";
        }
    }

    private static IEnumerable<string> Touch(ApprovalBriefing briefing)
    {
        if (briefing.Form == ApprovalForm.Typed)
        {
            yield return "On Stax and Flex: the same fields in the same order, several on a page.";
            yield break;
        }

        bool isLong = briefing.TouchScreens.Any(screen => screen.Kind == DeviceScreenKind.More);
        yield return isLong
            ? "On Stax and Flex: touch \"More\" and read on until the last line. It can be signed unread: do not."
            : "On Stax and Flex: all on one page.";
        if (isLong)
        {
            yield return "Long lines go on in the next, so pages may end earlier. At the last line go back, not on:";
            yield return "behind a full last page (24, 36, 60 or 72 lines) the app ends. Nothing is signed then;";
            yield return "open it and start again.";
        }

        foreach (DeviceScreen screen in briefing.TouchScreens)
        {
            yield return $"  [{screen.Title}]";
            foreach (string line in screen.Lines.SelectMany(Split))
            {
                yield return $"    {line}";
            }
        }

        foreach (string line in Split($"The last line is: {briefing.LastLine}"))
        {
            yield return line;
        }
    }

    private static IEnumerable<string> Hashes(ApprovalBriefing briefing)
    {
        yield return "Hashes, as a Nano breaks them, where the device shows them:";
        foreach (ReviewHash hash in briefing.Hashes)
        {
            foreach (DeviceScreen screen in NanoLayout.Pages(hash.Name, hash.Shown))
            {
                yield return $"  [{screen.Title}] {string.Join(" / ", screen.Lines)}";
            }
        }
    }

    private static IEnumerable<string> Split(string line) => line.Chunk(96).Select(part => new string(part));
}
