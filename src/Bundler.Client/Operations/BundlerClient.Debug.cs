namespace SessionKeys.Bundler.Client;

/// <content>
/// The methods of development bundlers (<c>debug_bundler_*</c>); servers for the public have them off.
/// </content>
public sealed partial class BundlerClient
{
    /// <summary>How Alto says, as an error without a code, that there was nothing to bundle.</summary>
    private static readonly string[] NothingBundled = ["no tx hash", "no userOps in mempool"];

    /// <summary>Makes a development bundler send its next bundle now (<c>debug_bundler_sendBundleNow</c>).</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False if the bundler had nothing that it could bundle.</returns>
    /// <exception cref="BundlerException">The bundler has its debug methods off, or refused the call.</exception>
    public async Task<bool> SendBundleNowAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            return await _rpc.CallAsync("debug_bundler_sendBundleNow", null, static _ => true, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (BundlerException e) when (NothingBundled.Contains(e.ServerMessage))
        {
            return false;
        }
    }

    /// <summary>Lets a development bundler bundle by itself, or only on demand
    /// (<c>debug_bundler_setBundlingMode</c>).</summary>
    /// <param name="mode">When bundles are sent.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="mode"/> is not one of the named
    /// values.</exception>
    /// <exception cref="BundlerException">The bundler has its debug methods off, or refused the call.</exception>
    public Task SetBundlingModeAsync(BundlingMode mode, CancellationToken cancellationToken = default)
    {
        string name = mode switch
        {
            BundlingMode.Auto => "auto",
            BundlingMode.Manual => "manual",
            _ => throw new ArgumentOutOfRangeException(nameof(mode), mode, "Pass Auto or Manual."),
        };
        return _rpc.CallAsync(
            "debug_bundler_setBundlingMode",
            writer => writer.WriteStringValue(name),
            static _ => true,
            cancellationToken);
    }

    /// <summary>Makes a development bundler forget all operations (<c>debug_bundler_clearState</c>); Alto keeps the
    /// reputations.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BundlerException">The bundler has its debug methods off, or refused the call.</exception>
    public Task ClearStateAsync(CancellationToken cancellationToken = default) =>
        _rpc.CallAsync("debug_bundler_clearState", null, static _ => true, cancellationToken);

    /// <summary>Lists the operations that wait in a development bundler (<c>debug_bundler_dumpMempool</c>).</summary>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The operations in the bundler's order.</returns>
    /// <exception cref="ArgumentException">The version of the EntryPoint is not known.</exception>
    /// <exception cref="BundlerException">The bundler has its debug methods off, or refused the call.</exception>
    public Task<IReadOnlyList<UserOperation>> DumpMempoolAsync(
        Address entryPoint, CancellationToken cancellationToken = default)
    {
        EntryPointVersion version = VersionOf(entryPoint);
        return _rpc.CallAsync(
            "debug_bundler_dumpMempool",
            writer => writer.WriteStringValue(entryPoint.ToString()),
            result => result.List(operation => UserOperationJson.Read(operation, version)),
            cancellationToken);
    }

    /// <summary>
    /// Puts operations into a development bundler's mempool without validation (<c>debug_bundler_addUserOps</c>, which
    /// the reference bundler has).
    /// </summary>
    /// <param name="operations">The signed operations.</param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="ArgumentException">The version of the EntryPoint is not known.</exception>
    /// <exception cref="BundlerException">The bundler has no such method, or refused the call.</exception>
    public Task AddUserOperationsAsync(
        IReadOnlyList<UserOperation> operations, Address entryPoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operations);
        EntryPointVersion version = VersionOf(entryPoint);
        return _rpc.CallAsync(
            "debug_bundler_addUserOps",
            writer =>
            {
                writer.WriteStartArray();
                foreach (UserOperation operation in operations)
                {
                    UserOperationJson.Write(writer, operation, version, null);
                }

                writer.WriteEndArray();
                writer.WriteStringValue(entryPoint.ToString());
            },
            static _ => true,
            cancellationToken);
    }

    /// <summary>Sets the reputation of entities in a development bundler
    /// (<c>debug_bundler_setReputation</c>).</summary>
    /// <param name="entries">The entities with their counts; <see cref="EntityReputation.Status"/> is not
    /// sent.</param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="BundlerException">The bundler has its debug methods off, or refused the call.</exception>
    public Task SetReputationAsync(
        IReadOnlyList<EntityReputation> entries, Address entryPoint, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return _rpc.CallAsync(
            "debug_bundler_setReputation",
            writer =>
            {
                writer.WriteStartArray();
                foreach (EntityReputation entry in entries)
                {
                    entry.Write(writer);
                }

                writer.WriteEndArray();
                writer.WriteStringValue(entryPoint.ToString());
            },
            static _ => true,
            cancellationToken);
    }

    /// <summary>Lists the reputations that a development bundler holds
    /// (<c>debug_bundler_dumpReputation</c>).</summary>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The entities that the bundler has seen.</returns>
    /// <exception cref="BundlerException">The bundler has its debug methods off, or refused the call.</exception>
    public Task<IReadOnlyList<EntityReputation>> DumpReputationAsync(
        Address entryPoint, CancellationToken cancellationToken = default) => _rpc.CallAsync(
            "debug_bundler_dumpReputation",
            writer => writer.WriteStringValue(entryPoint.ToString()),
            static result => result.List(EntityReputation.Read),
            cancellationToken);
}
