using System.Text;
using SessionKeys.Demo.Terminal;
using SessionKeys.Ledger;

namespace SessionKeys.Demo;

/// <summary>The Ledger as an approver, with what it shows printed beside what the host asks it to sign.</summary>
internal sealed class NarratedApprover(DemoDevice device) : IApprover
{
    public Address Address => device.Approver.Address;

    public async ValueTask<EcdsaSignature> SignMessageAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default)
    {
        PersonalMessageReview review = PersonalMessageReview.Check(message.Span);
        string asked = review.IsShownAsHex ? Hex.Format(message.Span) : Encoding.ASCII.GetString(message.Span);
        Announce($"personal message, at most {review.PressesAtMost} presses");
        (EcdsaSignature signature, IReadOnlyList<DeviceScreen> screens) = await device
            .ConfirmAsync(() => device.Approver.SignMessageAsync(message, cancellationToken).AsTask(), cancellationToken)
            .ConfigureAwait(false);
        Show(review.IsShownAsHex ? "operation hash" : "text, as the host built it", asked, screens);
        Screen.Note($"The signature has low s and recovers to the approver {Address}.");
        return signature;
    }

    public async ValueTask<EcdsaSignature> SignTypedDataAsync(
        TypedData data, CancellationToken cancellationToken = default)
    {
        Announce($"typed data {data.PrimaryType}");
        (EcdsaSignature signature, IReadOnlyList<DeviceScreen> screens) = await device
            .ConfirmAsync(() => device.Approver.SignTypedDataAsync(data, cancellationToken).AsTask(), cancellationToken)
            .ConfigureAwait(false);
        string hashes =
            $"{data.PrimaryType}\n\nDomain hash\n{data.DomainSeparator()}\n\nMessage hash\n{data.MessageHash()}\n\n"
            + $"Digest\n{data.Digest()}";
        Show("typed data, hashes by the host", hashes, screens);
        Screen.Note($"The signature has low s and recovers to the approver {Address}.");
        return signature;
    }

    private void Announce(string what) => Screen.Note(device.IsEmulator
        ? $"Ledger ({device.Name}): {what}"
        : $"Ledger ({device.Name}): {what}. Please read and confirm on the device.");

    private static void Show(string title, string asked, IReadOnlyList<DeviceScreen> screens)
    {
        IEnumerable<DeviceScreen> read = screens.Where(screen => screen.Kind != DeviceScreenKind.SkipOffer);
        string shown = string.Join('\n', read.Select(screen => $"[{screen.Title}] {string.Join(" / ", screen.Lines)}"));
        Screen.Beside(title, asked, "what the device showed, screen by screen", shown.Length > 0 ? shown : "see the device");
    }
}
