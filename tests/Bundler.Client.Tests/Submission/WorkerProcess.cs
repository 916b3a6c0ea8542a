using System.Diagnostics;

namespace SessionKeys.Bundler.Client.Tests;

/// <summary>A real second process (tests/SubmissionWorker) that works on the same journal.</summary>
internal sealed class WorkerProcess : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;

    private WorkerProcess(Process process) => _process = process;

    public static WorkerProcess Start(params string[] arguments) => Start("dotnet", ["exec", Assembly, .. arguments]);

    /// <summary>Starts it under a limit of the size of files, at which a write stops in the middle.</summary>
    public static WorkerProcess StartWithFileLimit(int kibibytes, params string[] arguments) => Start(
        "/bin/bash",
        ["-c", $"trap '' XFSZ; ulimit -f {kibibytes}; exec dotnet exec \"$@\"", "worker", Assembly, .. arguments],
        ("DOTNET_EnableWriteXorExecute", "0"),
        ("DOTNET_EnableDiagnostics", "0"));

    /// <summary>Starts it in a runtime that does not lock files.</summary>
    public static WorkerProcess StartWithoutLocks(params string[] arguments) => Start(
        "dotnet", ["exec", Assembly, .. arguments], ("DOTNET_SYSTEM_IO_DISABLEFILELOCKING", "1"));

    public bool HasExited => _process.HasExited;

    private static string Assembly => Path.Combine(AppContext.BaseDirectory, "SubmissionWorker.dll");

    public async Task<string> ReadLineAsync() =>
        await _process.StandardOutput.ReadLineAsync().WaitAsync(Patience)
            ?? throw new InvalidOperationException(await _process.StandardError.ReadToEndAsync());

    /// <summary>Waits for the end, and returns what was written to the standard output and error.</summary>
    public async Task<(int ExitCode, string Output, string Error)> WaitAsync()
    {
        Task<string> output = _process.StandardOutput.ReadToEndAsync();
        Task<string> error = _process.StandardError.ReadToEndAsync();
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, await output, await error);
    }

    /// <summary>Kills it as <c>kill -9</c> does.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync().WaitAsync(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private static WorkerProcess Start(
        string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        return new WorkerProcess(Process.Start(start)!);
    }
}
