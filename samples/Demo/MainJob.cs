using SessionKeys.Demo.Chapters;
using SessionKeys.Demo.Terminal;
using SessionKeys.TestKit;

namespace SessionKeys.Demo;

/// <summary>The main job from an empty chain to a revoked session.</summary>
internal static class MainJob
{
    /// <returns>The exit code: 0 if every step passed.</returns>
    public static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        Screen.Open();
        DemoReport report = new();
        try
        {
            await RunChaptersAsync(report, options, cancellationToken).ConfigureAwait(false);
        }
        catch (StepFailedException e)
        {
            Screen.Note(e.Message);
        }

        Screen.Closing(report);
        if (options.JsonFile is { } file)
        {
            report.WriteJson(file);
        }

        return report.Failed == 0 ? 0 : 1;
    }

    private static async Task RunChaptersAsync(
        DemoReport report, DemoOptions options, CancellationToken cancellationToken)
    {
        Screen.Chapter("The chain, the bundler and the Ledger");
        SessionStack stack = await SetUpChapter.StartChainAsync(report, cancellationToken).ConfigureAwait(false);
        await using (stack.ConfigureAwait(false))
        {
            DemoDevice device = await SetUpChapter.ConnectLedgerAsync(report, options.Ledger, cancellationToken)
                .ConfigureAwait(false);
            await using (device.ConfigureAwait(false))
            {
                DemoWorld world = new(report, stack, device, cancellationToken);
                AccountRig rig = await SetUpChapter.CreateAccountAsync(world).ConfigureAwait(false);
                TestSession session = await GrantChapter.RunAsync(world, rig).ConfigureAwait(false);
                await UseChapter.RunAsync(world, rig, session).ConfigureAwait(false);
                await RefusalChapter.RunAsync(world, rig, session).ConfigureAwait(false);
                await TypedChapter.RunAsync(world, rig).ConfigureAwait(false);
                await RevokeChapter.RunAsync(world, rig).ConfigureAwait(false);
                await OtherAccountsChapter.RunAsync(world).ConfigureAwait(false);
            }
        }
    }
}
