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
        SessionStack stack, ISmartAccount account, Address factory, IApprover owner, EntryPointVersion version)
    {
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

    /// <summary>Sends its operations.</summary>
    public UserOperationSender Sender { get; }

    /// <summary>Finds the address of an account that is not there yet, and gives it ether and tokens.</summary>
    /// <param name="stack">The chain.</param>
    /// <param name="standard">The kind of account.</param>
    /// <param name="version">The EntryPoint.</param>
    /// <param name="owner">Owner and approver.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<AccountRig> FundAsync(
        SessionStack stack,
        AccountStandardUnderTest standard,
        EntryPointVersion version,
        IApprover owner,
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
            : await SessionContracts.DeployAsync(
                stack.Chain, "OpenZeppelinAccountFactory", "(address)", [entryPoint], cancellationToken)
                .ConfigureAwait(false);

        Call find = Call.Function(factory, "getAddress(address,uint256)", owner.Address, UInt256.Zero);
        byte[] answer = await stack.Node.CallAsync(factory, find.Data, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        Address address = Address.FromBytes(answer.AsSpan(12));
        ISmartAccount account = isReference
            ? new ReferenceAccount6900(address)
            : new OpenZeppelinAccount7579(address, stack.Contracts.Module);

        await stack.Chain.Client
            .SendTransactionAsync(address, valueWei: InitialEther, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        await SessionContracts
            .MintAsync(stack.Chain, stack.Contracts.Token, address, InitialTokens, cancellationToken)
            .ConfigureAwait(false);
        return new AccountRig(stack, account, factory, owner, version);
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
