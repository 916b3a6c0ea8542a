using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>The screens that ask for the signature of a typed message.</summary>
internal static class EmulatedTypedScreens
{
    /// <summary>No warning, and no name of a member: only what the descriptor says.</summary>
    public static List<DeviceScreen> Filtered(
        EmulatorSettings settings,
        IReadOnlyList<(string Title, string Text)> entries,
        EmulatedFilters filters,
        byte[] domainHash,
        byte[] messageHash)
    {
        List<DeviceScreen> screens = [EmulatedScreens.Intro("Review typed message")];
        screens.AddRange(EmulatedScreens.Value("Contract", filters.Contract));
        if (filters.ChainId > 1)
        {
            screens.AddRange(EmulatedScreens.Value("Network", EmulatedScreens.Network(filters.ChainId)));
        }

        screens.AddRange(entries.SelectMany(entry => EmulatedScreens.Value(entry.Title, entry.Text)));
        if (settings.TransactionHash)
        {
            screens.AddRange(EmulatedScreens.Value("Domain hash", "0x" + Convert.ToHexString(domainHash)));
            screens.AddRange(EmulatedScreens.Value("Message hash", "0x" + Convert.ToHexString(messageHash)));
        }

        screens.AddRange(EmulatedScreens.Choice("Sign message", "Reject message"));
        return screens;
    }

    /// <summary>A warning, then what the settings let it show.</summary>
    public static List<DeviceScreen> Unfiltered(
        EmulatorSettings settings,
        IReadOnlyList<(string Title, string Text)> entries,
        bool showsFields,
        byte[] messageHash)
    {
        List<DeviceScreen> screens = [EmulatedScreens.BlindWarning, EmulatedScreens.Intro("Review typed message")];
        foreach ((string title, string text) in entries)
        {
            screens.AddRange(EmulatedScreens.Value(title, text));
            if (settings.Model == EmulatedModel.Nano && settings.RawMessages)
            {
                screens.Add(EmulatedScreens.SkipOffer);
            }
        }

        if (!showsFields)
        {
            screens.AddRange(EmulatedScreens.Value("Message hash", "0x" + Convert.ToHexString(messageHash)));
        }

        string accept = settings.Model == EmulatedModel.Nano ? "Sign message" : "Accept risk and sign";
        screens.AddRange(EmulatedScreens.Choice(accept, "Reject message"));
        return screens;
    }
}
