namespace SessionKeys;

/// <summary>An error: its function-like signature, the names of its arguments, and who reverts with it.</summary>
internal sealed class ModuleError(string signature, string[] argumentNames, ErrorSources sources)
{
    public AbiFunction Function { get; } = AbiFunction.Parse(signature);

    public string Name { get; } = signature[..signature.IndexOf('(', StringComparison.Ordinal)];

    public IReadOnlyList<string> ArgumentNames { get; } = argumentNames;

    public ErrorSources Sources { get; } = sources;
}
