namespace SessionKeys.TestKit;

/// <summary>A running anvil: an Ethereum node with an empty chain of its own, on loopback.</summary>
public sealed class AnvilNode : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly ChildProcess _process;

    private AnvilNode(ChildProcess process, Uri url)
    {
        _process = process;
        Url = url;
        Client = new AnvilClient(url);
    }

    /// <summary>Where it answers.</summary>
    public Uri Url { get; }

    /// <summary>A connection to it.</summary>
    public AnvilClient Client { get; }

    /// <summary>Starts a node on a free port.</summary>
    /// <param name="hardfork">Such as <c>prague</c>; null for anvil's default.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ChildProcessException">It did not start.</exception>
    public static async Task<AnvilNode> StartAsync(
        string? hardfork = null, CancellationToken cancellationToken = default)
    {
        List<string> command = [FoundryTool.PathOf("anvil"), "--host", "127.0.0.1", "--port", "0"];
        if (hardfork is not null)
        {
            command.AddRange(["--hardfork", hardfork]);
        }

        (ChildProcess process, int port) = await ChildProcess
            .StartServerAsync(
                "anvil",
                command,
                new Dictionary<string, string>(),
                "Listening on 127.0.0.1:",
                StartTimeout,
                cancellationToken)
            .ConfigureAwait(false);
        return new AnvilNode(process, new Uri($"http://127.0.0.1:{port}/"));
    }

    /// <summary>Stops the node; its chain is gone.</summary>
    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
