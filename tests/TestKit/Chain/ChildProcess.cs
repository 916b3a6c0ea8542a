using System.Diagnostics;

namespace SessionKeys.TestKit;

/// <summary>A server program that ends with this process, and whose last output is kept for errors.</summary>
/// <remarks>
/// The program runs on a leash (<c>leash.sh</c>): it is killed when its standard input closes. Disposal closes it, and
/// the operating system does when this process ends, also by Ctrl-C, a crash or a kill.
/// </remarks>
internal sealed class ChildProcess : IAsyncDisposable
{
    private const int KeptLines = 200;
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(5);

    private readonly Process _leash;
    private readonly string _name;
    private readonly Queue<string> _output = new();
    private readonly TaskCompletionSource<int> _port = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _isGone;

    private ChildProcess(string name, Process leash)
    {
        _name = name;
        _leash = leash;
    }

    /// <summary>Starts a program that tells its port, and waits for that.</summary>
    /// <param name="name">What errors call the program.</param>
    /// <param name="command">The program and its arguments.</param>
    /// <param name="environment">Variables added to its environment.</param>
    /// <param name="portPrefix">The text that stands before the port at the beginning of an output line.</param>
    /// <param name="startTimeout">How long the start may take.</param>
    /// <param name="cancellationToken">Ends the wait and the program.</param>
    /// <exception cref="ChildProcessException">The program ended, or told no port in time.</exception>
    public static async Task<(ChildProcess Process, int Port)> StartServerAsync(
        string name,
        IReadOnlyList<string> command,
        IReadOnlyDictionary<string, string> environment,
        string portPrefix,
        TimeSpan startTimeout,
        CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo("/bin/sh", [Repository.PathOf("tests/TestKit/Chain/leash.sh"), .. command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Repository.Root,
        };
        foreach ((string variable, string value) in environment)
        {
            start.Environment[variable] = value;
        }

        var child = new ChildProcess(name, new Process { StartInfo = start, EnableRaisingEvents = true });
        try
        {
            int port = await child.StartAsync(portPrefix, startTimeout, cancellationToken).ConfigureAwait(false);
            return (child, port);
        }
        catch
        {
            await child.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The last lines that the program wrote to its outputs.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Kills the program and waits until it is gone; a second time does nothing.</summary>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isGone, 1) == 1)
        {
            return;
        }

        using var timeout = new CancellationTokenSource(StopTimeout);
        try
        {
            _leash.StandardInput.Close();
            await _leash.WaitForExitAsync(timeout.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            _leash.Kill(entireProcessTree: true);
        }

        _leash.Dispose();
    }

    private async Task<int> StartAsync(string portPrefix, TimeSpan startTimeout, CancellationToken cancellationToken)
    {
        _leash.OutputDataReceived += (_, line) => Keep(line.Data, portPrefix);
        _leash.ErrorDataReceived += (_, line) => Keep(line.Data, portPrefix);
        _leash.Start();
        _leash.BeginOutputReadLine();
        _leash.BeginErrorReadLine();

        Task exited = _leash.WaitForExitAsync(cancellationToken);
        Task timedOut = Task.Delay(startTimeout, cancellationToken);
        Task first = await Task.WhenAny(_port.Task, exited, timedOut).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        if (first == exited)
        {
            throw new ChildProcessException($"{_name} ended with code {_leash.ExitCode} instead of starting", Output);
        }

        return first == _port.Task
            ? await _port.Task.ConfigureAwait(false)
            : throw new ChildProcessException($"{_name} was not ready after {startTimeout.TotalSeconds} s", Output);
    }

    private void Keep(string? line, string portPrefix)
    {
        if (line is null)
        {
            return;
        }

        lock (_output)
        {
            _output.Enqueue(line);
            if (_output.Count > KeptLines)
            {
                _output.Dequeue();
            }
        }

        if (line.StartsWith(portPrefix, StringComparison.Ordinal)
            && int.TryParse(line[portPrefix.Length..], out int port))
        {
            _port.TrySetResult(port);
        }
    }
}
