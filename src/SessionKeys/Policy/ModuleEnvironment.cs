namespace SessionKeys;

/// <summary>What a verdict depends on besides terms, state and operation.</summary>
public sealed record ModuleEnvironment
{
    /// <summary>
    /// Gets the contracts of the module beside itself (its messages, text renderer, P-256 verifier and control code):
    /// no session may call them.
    /// </summary>
    /// <value>Default: empty; a call of one of them is then only refused on chain.</value>
    public ValueList<Address> Helpers { get; init; }

    /// <summary>
    /// Gets the guards that answer <c>armed(account, route)</c> with yes for the account and route of the session
    /// (<see cref="SessionExecutionGuardViews.Armed"/>; the package SessionKeys.Bundler.Client asks a node,
    /// <c>ExecutionGuards</c>).
    /// </summary>
    /// <value>Default: empty; an operation of a session that names a guard is then refused.</value>
    public ValueList<Address> ArmedGuards { get; init; }

    /// <summary>Tells whether the chain has the P-256 precompile at 0x100 (EIP-7951).</summary>
    /// <value>Default: true.</value>
    public bool HasP256Precompile { get; init; } = true;

    /// <summary>
    /// Gets how the account answers <c>isValidSignature</c> (ERC-1271) for a digest and a signature. Asked only when
    /// the account is its own approver and the operation carries the grant.
    /// </summary>
    /// <value>Default: null; the account then refuses every signature that is not its own key's.</value>
    public Func<Hash32, ReadOnlyMemory<byte>, bool>? AccountAnswer { get; init; }
}
