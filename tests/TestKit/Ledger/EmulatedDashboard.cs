using System.Text;
using SessionKeys.Ledger;

namespace SessionKeys.TestKit;

/// <summary>What the operating system of the emulated device does with apps.</summary>
internal sealed class EmulatedDashboard(IReadOnlyList<string> installedApps, EmulatedDisplay display)
{
    public static bool IsClose(byte[] apdu) => apdu[0] == 0xb0 && apdu[1] == 0xa7;

    public static bool IsOpen(byte[] apdu) => apdu[0] == 0xe0 && apdu[1] == 0xd8;

    /// <summary>The app that a command which was answered with 9000 leads to; null if it stays.</summary>
    public static string? NextApp(byte[] apdu)
        => IsClose(apdu) ? AppAndVersion.Dashboard
            : IsOpen(apdu) ? Encoding.ASCII.GetString(apdu.AsSpan(5))
            : null;

    /// <summary>Asks the person before an app opens.</summary>
    public async Task AskAsync(string name, CancellationToken cancellationToken)
    {
        if (name.Length == 0)
        {
            throw new EmulatorStatusException(EmulatorStatusException.NoAppName);
        }

        if (!installedApps.Contains(name))
        {
            throw new EmulatorStatusException(EmulatorStatusException.UnknownApp);
        }

        if (!await display.AskAsync(EmulatedScreens.Choice("Open app", "Cancel"), cancellationToken))
        {
            throw new EmulatorStatusException(EmulatorStatusException.RefusedBySystem);
        }
    }
}
