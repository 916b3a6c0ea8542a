using SessionKeys.Demo.Terminal;
using SessionKeys.Ledger;

namespace SessionKeys.Demo;

/// <summary>The Ledger as an approver, with the briefing for the person printed beside what it showed.</summary>
internal sealed class NarratedApprover(DemoDevice device) : IApprover
{
    public Address Address => device.Approver.Address;

    public ValueTask<EcdsaSignature> SignMessageAsync(
        ReadOnlyMemory<byte> message, CancellationToken cancellationToken = default) =>
        SignAsync(
            ApprovalBriefing.ForPersonalMessage(message.Span, device.Display),
            () => device.Approver.SignMessageAsync(message, cancellationToken),
            cancellationToken);

    public ValueTask<EcdsaSignature> SignTypedDataAsync(
        TypedData data, CancellationToken cancellationToken = default) =>
        SignAsync(
            ApprovalBriefing.ForTypedData(data, device.Display),
            () => device.Approver.SignTypedDataAsync(data, cancellationToken),
            cancellationToken);

    private async ValueTask<EcdsaSignature> SignAsync(
        ApprovalBriefing briefing, Func<ValueTask<EcdsaSignature>> request, CancellationToken cancellationToken)
    {
        Screen.Note(device.IsEmulator
            ? $"Ledger ({device.Name}), at most {briefing.PressesAtMost} presses"
            : $"Ledger ({device.Name}). Please read and confirm on the device:");
        string asked = string.Join('\n', briefing.ToLines());
        if (!device.IsEmulator)
        {
            // A person has to have it before the device asks.
            Screen.Note(asked);
        }

        (EcdsaSignature signature, IReadOnlyList<DeviceScreen> screens) = await device
            .ConfirmAsync(() => request().AsTask(), cancellationToken)
            .ConfigureAwait(false);
        if (device.IsEmulator)
        {
            Screen.Beside("what the host says beside the device", asked, "what the device showed", Shown(screens));
        }

        Screen.Note($"The signature has low s and recovers to the approver {Address}.");
        return signature;
    }

    private static string Shown(IReadOnlyList<DeviceScreen> screens) => string.Join(
        '\n',
        screens
            .Where(screen => screen.Kind != DeviceScreenKind.SkipOffer)
            .Select(screen => $"[{screen.Title}] {string.Join(" / ", screen.Lines)}"));
}
