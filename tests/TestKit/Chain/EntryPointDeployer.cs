namespace SessionKeys.TestKit;

/// <summary>Puts EntryPoints on a dev chain, at their canonical addresses and with their canonical code.</summary>
internal static class EntryPointDeployer
{
    /// <exception cref="InvalidOperationException">What stands there afterwards is not the canonical code.</exception>
    public static async Task DeployAsync(
        AnvilClient node, CanonicalEntryPoint entryPoint, CancellationToken cancellationToken)
    {
        if (entryPoint.Package is { } package)
        {
            ContractArtifact artifact = ContractArtifact.LoadPackage(package, "artifacts/EntryPoint.json");
            await Create2Deployer.DeployAsync(node, artifact.CreationCode, entryPoint.Salt, cancellationToken)
                .ConfigureAwait(false);
        }
        else
        {
            await CopyAsync(node, entryPoint.Address, cancellationToken).ConfigureAwait(false);
            await CopyAsync(node, CanonicalEntryPoint.V09SenderCreator, cancellationToken).ConfigureAwait(false);
        }

        byte[] code = await node.GetCodeAsync(entryPoint.Address, cancellationToken).ConfigureAwait(false);
        Hash32 codeHash = Keccak256.Hash(code);
        if (codeHash != entryPoint.CodeHash)
        {
            throw new InvalidOperationException(
                $"EntryPoint {entryPoint.Version} was refused: the code at {entryPoint.Address} has hash {codeHash}, "
                    + $"the canonical one {entryPoint.CodeHash}. Check package.json and run scripts/setup.sh.");
        }
    }

    private static async Task CopyAsync(AnvilClient node, Address address, CancellationToken cancellationToken)
    {
        string path = Repository.PathOfPrepared($"node_modules/hardhat-predeploy/bin/{address}.bytecode");
        byte[] code = await File.ReadAllBytesAsync(path, cancellationToken).ConfigureAwait(false);
        await node.SetCodeAsync(address, code, cancellationToken).ConfigureAwait(false);
    }
}
