using SessionKeys.Bundler.Client;

namespace SessionKeys.TestKit;

/// <summary>One smart account on one EntryPoint of a stack, and what its owner and its sessions do with it.</summary>
public sealed class AccountRig
{
    /// <summary>Enough for every operation of the tests, where the refusal of the send is what is wanted.</summary>
    public static readonly GasEstimate GenerousGas = new(100_000, 1_500_000, 500_000, null, null);

    private static readonly UInt256 InitialEther = UInt256.Parse("10000000000000000000");
    private static readonly UInt256 InitialTokens = UInt256.Parse("1000000000000");

    private readonly Address _factory;
    private readonly OwnerOperationSigner _ownerSigner;

    private AccountRig(
        SessionStack stack,
        ISmartAccount account,
        Address factory,
        IApprover owner,
        EntryPointVersion version,
        Address? guard)
    {
        Guard = guard;
        _factory = factory;
        Owner = owner;
        _ownerSigner = new OwnerOperationSigner(account, owner, version, SessionStack.ChainId);
        Stack = stack;
        Account = account;
        Sender = new UserOperationSender(stack.Bundler, stack.Node, SessionStack.ChainId, version);
    }

    /// <summary>The chain and its contracts.</summary>
    public SessionStack Stack { get; }

    /// <summary>The account.</summary>
    public ISmartAccount Account { get; }

    /// <summary>Owner and approver of the account.</summary>
    public IApprover Owner { get; }

    /// <summary>The execution guard that is to be the account's hook; null for none.</summary>
    public Address? Guard { get; }

    /// <summary>Sends its operations.</summary>
    public UserOperationSender Sender { get; }

    /// <summary>Finds the address of an account that is not there yet, and gives it ether and tokens.</summary>
    /// <param name="stack">The chain.</param>
    /// <param name="standard">The kind of account.</param>
    /// <param name="version">The EntryPoint.</param>
    /// <param name="owner">Owner and approver.</param>
    /// <param name="guard">The execution guard; null for none. With it OpenZeppelin's account knows a hook.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<AccountRig> FundAsync(
        SessionStack stack,
        AccountStandardUnderTest standard,
        EntryPointVersion version,
        IApprover owner,
        Address? guard = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(owner);
        Address entryPoint = EntryPoints.AddressOf(version);
        bool isReference = standard == AccountStandardUnderTest.Reference6900;
        Address factory = isReference
            ? await SessionContracts.DeployAsync(
                stack.Chain,
                "ReferenceAccountFactory",
                "(address,address,address)",
                [entryPoint, stack.Contracts.OwnerValidation, owner.Address],
                cancellationToken).ConfigureAwait(false)
            : guard is not null
            ? await DeployHookedFactoryAsync(stack, entryPoint, cancellationToken).ConfigureAwait(false)
            : await SessionContracts.DeployAsync(
                stack.Chain, "OpenZeppelinAccountFactory", "(address)", [entryPoint], cancellationToken)
                .ConfigureAwait(false);

        Call find = Call.Function(factory, "getAddress(address,uint256)", owner.Address, UInt256.Zero);
        byte[] answer = await stack.Node.CallAsync(factory, find.Data, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        Address address = Address.FromBytes(answer.AsSpan(12));
        ISmartAccount account = isReference
            ? new ReferenceAccount6900(address, guard: guard)
            : new OpenZeppelinAccount7579(address, stack.Contracts.Module);

        await stack.Chain.Client
            .SendTransactionAsync(address, valueWei: InitialEther, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        await SessionContracts
            .MintAsync(stack.Chain, stack.Contracts.Token, address, InitialTokens, cancellationToken)
            .ConfigureAwait(false);
        return new AccountRig(stack, account, factory, owner, version, guard);
    }

    /// <summary>Creates the account and installs the module, in one operation of the owner.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<UserOperationReceipt> CreateAsync(CancellationToken cancellationToken = default) =>
        Sender.SendAsync(
            OwnerDraft(InstallCallData()) with { Factory = _factory, FactoryData = CreationCall().Data },
            _ownerSigner,
            cancellationToken);

    /// <summary>Creates the account by a transaction of anybody, for bundlers that want a staked factory.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<NodeReceipt> CreateByTransactionAsync(CancellationToken cancellationToken = default) =>
        Stack.Chain.Client.SendTransactionAsync(
            _factory, CreationCall().Data.ToArray(), cancellationToken: cancellationToken);

    /// <summary>Installs the module on an account that is there, in an operation of the owner.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<UserOperationReceipt> InstallAsync(CancellationToken cancellationToken = default) =>
        Sender.SendAsync(OwnerDraft(InstallCallData()), _ownerSigner, cancellationToken);

    /// <summary>Installs the guard as hook of OpenZeppelin's account, in an operation of the owner.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<UserOperationReceipt> InstallGuardAsync(CancellationToken cancellationToken = default) =>
        Sender.SendAsync(
            OwnerDraft(OpenZeppelinAccount7579.EncodeInstallGuard(Guard!.Value)), _ownerSigner, cancellationToken);

    /// <summary>Sends calls as the owner.</summary>
    /// <param name="calls">The calls.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public Task<UserOperationReceipt> SendAsOwnerAsync(
        IReadOnlyList<Call> calls, CancellationToken cancellationToken = default) =>
        Sender.SendAsync(OwnerDraft(Account.EncodeCalls(calls)), _ownerSigner, cancellationToken);

    /// <summary>What a session on this account is bound to, now.</summary>
    /// <param name="cancellationToken">Ends the call.</param>
    public Task<SessionContext> GetContextAsync(CancellationToken cancellationToken = default) =>
        SessionContexts.ReadAsync(
            Stack.Node, Stack.Contracts.Module, Account, SessionStack.ChainId, cancellationToken);

    /// <summary>The library's client of a session on this account.</summary>
    /// <param name="session">The session.</param>
    public SessionClient ClientOf(TestSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new SessionClient(Sender, Stack.Node, Account, session.Grant, session.Key);
    }

    /// <summary>A factory of its own, behind whose accounts stands the code that knows a hook.</summary>
    private static async Task<Address> DeployHookedFactoryAsync(
        SessionStack stack, Address entryPoint, CancellationToken cancellationToken)
    {
        Hash32 salt = Keccak256.Hash("accounts with a hook"u8);
        byte[] creationCode = ContractArtifact.Load("OpenZeppelinAccountFactory").CreationCode;
        Address factory = await stack.Chain
            .DeployAsync([.. creationCode, .. AbiEncoder.Encode("(address)", [entryPoint])], salt, cancellationToken)
            .ConfigureAwait(false);
        Address hooked = await SessionContracts
            .DeployAsync(stack.Chain, "HookedOpenZeppelinAccount", "(address)", [entryPoint], cancellationToken)
            .ConfigureAwait(false);
        Call find = Call.Function(factory, "IMPLEMENTATION()");
        byte[] answer = await stack.Node.CallAsync(factory, find.Data, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        byte[] code = await stack.Chain.Client.GetCodeAsync(hooked, cancellationToken).ConfigureAwait(false);
        await stack.Chain.Client.SetCodeAsync(Address.FromBytes(answer.AsSpan(12)), code, cancellationToken)
            .ConfigureAwait(false);
        return factory;
    }

    private Call CreationCall() =>
        Call.Function(_factory, "createAccount(address,uint256)", Owner.Address, UInt256.Zero);

    private byte[] InstallCallData() => Account.EncodeInstall(
        Stack.Contracts.Module, SessionKeyModuleCalls.InstallData(Owner.Address, Account.NonceLayout));

    private UserOperationDraft OwnerDraft(ReadOnlyMemory<byte> callData) => new()
    {
        Sender = Account.Address,
        NonceKey = Account.OwnerNonceKey,
        CallData = callData,
    };
}
