using SessionKeys.Demo.Chapters;
using SessionKeys.Demo.Terminal;
using SessionKeys.TestKit;

namespace SessionKeys.Demo;

/// <summary>The main job from an empty chain to a revoked session.</summary>
internal static class MainJob
{
    private const int Interrupted = 130;

    /// <returns>The exit code: 0 if every step passed, 1 if one failed, 130 after Ctrl-C.</returns>
    public static async Task<int> RunAsync(DemoOptions options, CancellationToken cancellationToken)
    {
        Screen.Open();
        DemoReport report = new(cancellationToken);
        try
        {
            await RunChaptersAsync(report, options, cancellationToken).ConfigureAwait(false);
        }
        catch (StepFailedException e)
        {
            Screen.Note(e.Message);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Ctrl-C reaches chain and bundler too: whatever failed since then failed for that reason.
            Screen.Interrupted(report);
            return Interrupted;
        }
        catch (Exception e)
        {
            // The border of the process: what fails between two steps counts as a step that failed.
            report.FailBetweenSteps(e);
        }

        bool isWritten = options.JsonFile is not { } file || await TryWriteAsync(report, file).ConfigureAwait(false);
        Screen.Closing(report);
        return report.Failed == 0 && isWritten ? 0 : 1;
    }

    private static async Task<bool> TryWriteAsync(DemoReport report, string file)
    {
        try
        {
            report.WriteJson(file);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            await Console.Error
                .WriteLineAsync($"error: The file '{file}' was not written: {e.Message} Name another file.")
                .ConfigureAwait(false);
            return false;
        }
    }

    private static async Task RunChaptersAsync(
        DemoReport report, DemoOptions options, CancellationToken cancellationToken)
    {
        report.BeginChapter("The chain, the bundler and the Ledger");
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
