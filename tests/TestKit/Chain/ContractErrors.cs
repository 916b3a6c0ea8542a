using System.Text.Json;

namespace SessionKeys.TestKit;

/// <summary>The custom errors of one contract, for revert data that is not the module's.</summary>
/// <param name="artifact">The contract.</param>
public sealed class ContractErrors(ContractArtifact artifact)
{
    /// <summary>Finds the error that revert data begins with.</summary>
    /// <param name="revertData">What a call reverted with.</param>
    /// <returns>Name and types, such as <c>ExecuteToSelf()</c>; null if the contract has no such error.</returns>
    public string? Find(ReadOnlySpan<byte> revertData)
    {
        if (revertData.Length < Selector.Length)
        {
            return null;
        }

        Selector selector = Selector.FromBytes(revertData[..Selector.Length]);
        return artifact.Abi.EnumerateArray()
            .Where(item => item.GetProperty("type").GetString() == "error")
            .Select(SignatureOf)
            .FirstOrDefault(signature => Selector.FromSignature(signature) == selector);
    }

    private static string SignatureOf(JsonElement error)
    {
        IEnumerable<string?> types = error.GetProperty("inputs").EnumerateArray()
            .Select(input => input.GetProperty("type").GetString());
        return $"{error.GetProperty("name").GetString()}({string.Join(',', types)})";
    }
}
