namespace SessionKeys.TestKit;

/// <summary>A program that the dev chain needs did not start.</summary>
public sealed class ChildProcessException : Exception
{
    internal ChildProcessException(string problem, string output)
        : base($"{problem}. Its last output:\n{(output.Length == 0 ? "(none)" : output)}")
    {
    }
}
