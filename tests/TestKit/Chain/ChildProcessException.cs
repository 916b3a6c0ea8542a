namespace SessionKeys.TestKit;

/// <summary>A program that a test needs did not start or failed.</summary>
public sealed class ChildProcessException : Exception
{
    internal ChildProcessException(string problem, string output)
        : base($"{problem}. Its last output:\n{(output.Length == 0 ? "(none)" : output)}")
    {
    }
}
