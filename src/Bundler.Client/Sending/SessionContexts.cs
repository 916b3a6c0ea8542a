namespace SessionKeys.Bundler.Client;

/// <summary>Reads from the chain what a session is bound to.</summary>
public static class SessionContexts
{
    /// <summary>Reads the account's current epoch and puts the context together.</summary>
    /// <param name="node">A node of the chain.</param>
    /// <param name="module">The session key module.</param>
    /// <param name="account">The account, which must have the module.</param>
    /// <param name="chainId">The chain's id, from the configuration or the envelope.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The context of a grant that is signed now.</returns>
    /// <exception cref="SessionKeyException">The account has not installed the module.</exception>
    /// <exception cref="BundlerException">The node's answer was not usable.</exception>
    public static async Task<SessionContext> ReadAsync(
        NodeClient node,
        Address module,
        ISmartAccount account,
        ulong chainId,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(node);
        ArgumentNullException.ThrowIfNull(account);
        byte[] answer = await node
            .CallAsync(
                module, SessionKeyModuleViews.AccountState(account.Address), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        ModuleAccountState state = SessionKeyModuleViews.ReadAccountState(answer);
        if (state.Approver.IsZero)
        {
            throw new SessionKeyException(
                "module-not-installed",
                $"The account {account.Address} was refused: its approver at the module {module} is 0x0; allowed is an "
                    + "account that has installed the module. Install it with the owner's operation first.");
        }

        return new SessionContext
        {
            ChainId = chainId,
            Module = module,
            Account = account.Address,
            Route = account.Route,
            Epoch = state.Epoch,
        };
    }
}
