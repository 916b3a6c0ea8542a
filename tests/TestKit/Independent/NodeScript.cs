using System.Diagnostics;

namespace SessionKeys.TestKit;

/// <summary>Runs a script of node that asks another implementation, such as viem, what it makes of an input.</summary>
public static class NodeScript
{
    private static readonly TimeSpan DefaultLimit = TimeSpan.FromMinutes(3);

    /// <summary>Runs a script to its end.</summary>
    /// <param name="script">Its path from the root of the repository.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <param name="cancellationToken">Ends the wait and the script.</param>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="ChildProcessException">It failed, or was not done after three minutes.</exception>
    public static Task<string> RunAsync(
        string script, string input, CancellationToken cancellationToken = default) =>
        RunAsync(script, input, DefaultLimit, cancellationToken);

    /// <summary>Runs a script that takes long to its end.</summary>
    /// <param name="script">Its path from the root of the repository.</param>
    /// <param name="input">What it reads from its standard input.</param>
    /// <param name="longest">How long it may take.</param>
    /// <param name="cancellationToken">Ends the wait and the script.</param>
    /// <returns>What it wrote to its standard output.</returns>
    /// <exception cref="ChildProcessException">It failed, or was not done in time.</exception>
    public static async Task<string> RunAsync(
        string script, string input, TimeSpan longest, CancellationToken cancellationToken = default)
    {
        using Process node = new()
        {
            StartInfo = new ProcessStartInfo("node", [Repository.PathOf(script)])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                WorkingDirectory = Repository.Root,
            },
        };
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(longest);
        node.Start();
        try
        {
            Task<string> output = node.StandardOutput.ReadToEndAsync(limit.Token);
            Task<string> error = node.StandardError.ReadToEndAsync(limit.Token);
            await WriteAsync(node, input, limit.Token).ConfigureAwait(false);
            await node.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            return node.ExitCode == 0
                ? await output.ConfigureAwait(false)
                : throw new ChildProcessException(
                    $"{script} ended with code {node.ExitCode}", await error.ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChildProcessException(
                $"{script} was not done after {longest.TotalMinutes} minutes", string.Empty);
        }
        finally
        {
            if (!node.HasExited)
            {
                node.Kill();
            }
        }
    }

    private static async Task WriteAsync(Process node, string input, CancellationToken cancellationToken)
    {
        try
        {
            await node.StandardInput.WriteAsync(input.AsMemory(), cancellationToken).ConfigureAwait(false);
            node.StandardInput.Close();
        }
        catch (IOException)
        {
            // The script ended before it read everything: its exit code and error output say why.
        }
    }
}
