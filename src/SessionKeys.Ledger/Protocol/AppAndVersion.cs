namespace SessionKeys.Ledger;

/// <summary>The app that is open on a device.</summary>
/// <param name="Name">Its name: <c>Ethereum</c>, or <c>BOLOS</c> for the dashboard; 1 to 32 printable ASCII
/// characters.</param>
/// <param name="Version">Its version as it reports it, for example <c>1.22.0</c>.</param>
public sealed record AppAndVersion(string Name, string Version)
{
    /// <summary>The name that the Ethereum app reports.</summary>
    public const string Ethereum = "Ethereum";

    /// <summary>The name that the dashboard reports.</summary>
    public const string Dashboard = "BOLOS";

    internal static AppAndVersion Parse(byte[] data)
    {
        ReadOnlySpan<byte> rest = data;
        if (rest.Length > 1 && rest[0] == 1)
        {
            rest = rest[1..];
            if (TryReadText(ref rest, out string name) && name.Length > 0 && TryReadText(ref rest, out string version))
            {
                return new AppAndVersion(name, version);
            }
        }

        throw LedgerErrors.UnexpectedReply(
            Apdu.AppAndVersion.Name, data.Length, "format 1, then name and version of at most 32 characters each");
    }

    private static bool TryReadText(ref ReadOnlySpan<byte> rest, out string text)
    {
        text = string.Empty;
        if (rest.IsEmpty || rest[0] > 32 || rest.Length < 1 + rest[0])
        {
            return false;
        }

        ReadOnlySpan<byte> ascii = rest.Slice(1, rest[0]);
        rest = rest[(1 + rest[0])..];
        text = System.Text.Encoding.ASCII.GetString(ascii);
        return !ascii.ContainsAnyExceptInRange((byte)0x20, (byte)0x7e);
    }
}
