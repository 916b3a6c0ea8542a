using SessionKeys;
using SessionKeys.Demo;

try
{
    DemoOptions options = DemoOptions.Parse(args);
    if (options.IsHelp)
    {
        Console.WriteLine(DemoOptions.Usage);
        return 0;
    }

    using CancellationTokenSource stop = new();
    Console.CancelKeyPress += (_, pressed) =>
    {
        pressed.Cancel = true;
        stop.Cancel();
    };
    return await MainJob.RunAsync(options, stop.Token).ConfigureAwait(false);
}
catch (Exception e) when (e is DemoUsageException or SessionKeyException)
{
    await Console.Error.WriteLineAsync($"error: {e.Message}\n\n{DemoOptions.Usage}").ConfigureAwait(false);
    return 2;
}
