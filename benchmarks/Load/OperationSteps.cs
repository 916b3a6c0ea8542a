using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.Load;

/// <summary>The steps of one operation with this library, and how it waits for the receipt.</summary>
internal static class OperationSteps
{
    private static readonly ReceiptWaitOptions Wait = new()
    {
        FirstPause = LoadShape.PollInterval,
        PollInterval = LoadShape.PollInterval,
        MaxPollInterval = LoadShape.PollInterval,
        Timeout = TimeSpan.FromMinutes(5),
    };

    public static async Task<UserOperationHash> SendAsync(
        SessionStack stack, UserOperationSender sender, UserOperationDraft draft, IUserOperationSigner signer)
    {
        UserOperation prepared = await sender.PrepareAsync(draft, signer).ConfigureAwait(false);
        UserOperation signed = await sender.SignAsync(prepared, signer).ConfigureAwait(false);
        UserOperationHash hash = await stack.Bundler.SendUserOperationAsync(signed, sender.EntryPoint)
            .ConfigureAwait(false);
        await stack.Bundler.WaitForReceiptAsync(hash, Wait).ConfigureAwait(false);
        return hash;
    }
}
