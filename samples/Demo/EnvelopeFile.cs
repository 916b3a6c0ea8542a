using System.Globalization;
using SessionKeys.TestKit;

namespace SessionKeys.Demo;

/// <summary>The envelope file of the demo: a template whose addresses and times are those of this run.</summary>
internal sealed class EnvelopeFile(SessionStack stack, Address account, Address recipient)
{
    private static readonly string Template =
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "envelope.template.json"));

    /// <summary>Fills in the template.</summary>
    public string Fill(DateTimeOffset validAfter, TimeSpan lifetime, ulong salt)
    {
        SessionContracts contracts = stack.Contracts;
        return Template
            .Replace("{{account}}", account.ToString(), StringComparison.Ordinal)
            .Replace("{{token}}", contracts.Token.ToString(), StringComparison.Ordinal)
            .Replace("{{router}}", contracts.Router.ToString(), StringComparison.Ordinal)
            .Replace("{{recipient}}", recipient.ToString(), StringComparison.Ordinal)
            .Replace("{{validAfter}}", Time(validAfter), StringComparison.Ordinal)
            .Replace("{{expiresAt}}", Time(validAfter + lifetime), StringComparison.Ordinal)
            .Replace("{{grantDeadline}}", Time(validAfter + lifetime), StringComparison.Ordinal)
            .Replace("{{salt}}", salt.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
