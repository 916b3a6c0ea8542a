using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>A compiled contract.</summary>
/// <param name="Name">The contract's name.</param>
/// <param name="CreationCode">The code that deploys it, without constructor arguments.</param>
/// <param name="RuntimeCode">The code that stands on the chain, before immutables are filled in.</param>
/// <param name="Abi">The JSON ABI.</param>
public sealed record ContractArtifact(string Name, byte[] CreationCode, byte[] RuntimeCode, JsonElement Abi)
{
    /// <summary>Reads what forge compiled.</summary>
    /// <param name="name">The contract's name.</param>
    /// <param name="file">The name of its source file; null if it is the contract's name with <c>.sol</c>.</param>
    /// <exception cref="FileNotFoundException">There is no such contract, or it has not been compiled.</exception>
    /// <exception cref="InvalidDataException">The contract is abstract or needs linking.</exception>
    public static ContractArtifact Load(string name, string? file = null) =>
        Read(name, Repository.PathOfPrepared($"artifacts/forge/out/{file ?? $"{name}.sol"}/{name}.json"));

    /// <summary>Reads an artifact of a package that npm installed.</summary>
    /// <param name="package">The folder under <c>node_modules</c>.</param>
    /// <param name="path">The artifact's path in it.</param>
    /// <exception cref="FileNotFoundException">The package has no such file.</exception>
    /// <exception cref="InvalidDataException">The contract is abstract or needs linking.</exception>
    public static ContractArtifact LoadPackage(string package, string path) =>
        Read(Path.GetFileNameWithoutExtension(path), Repository.PathOfPrepared($"node_modules/{package}/{path}"));

    private static ContractArtifact Read(string name, string path)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement root = document.RootElement;
        return new ContractArtifact(
            name,
            Code(name, root.GetProperty("bytecode")),
            Code(name, root.GetProperty("deployedBytecode")),
            root.GetProperty("abi").Clone());
    }

    // Forge writes an object around the code, Hardhat does not.
    private static byte[] Code(string name, JsonElement code)
    {
        string text = (code.ValueKind == JsonValueKind.Object ? code.GetProperty("object") : code).GetString()!;
        return Hex.TryParse(text, out byte[]? bytes) && bytes.Length > 0
            ? bytes
            : throw new InvalidDataException(
                $"The contract '{name}' cannot be deployed: its code is empty or has unlinked libraries. "
                    + "Load a contract that is neither an interface nor abstract and links no library.");
    }
}
