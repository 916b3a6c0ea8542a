namespace SessionKeys;

/// <summary>An error of the module: its function-like signature and the names of its arguments.</summary>
internal sealed class ModuleError(string signature, string[] argumentNames)
{
    public AbiFunction Function { get; } = AbiFunction.Parse(signature);

    public string Name { get; } = signature[..signature.IndexOf('(', StringComparison.Ordinal)];

    public IReadOnlyList<string> ArgumentNames { get; } = argumentNames;
}
