using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using SessionKeys.Bundler.Client;
using SessionKeys.TestKit;

namespace SessionKeys.Load;

/// <summary>
/// Operations of eth-infinitism's SimpleAccount v0.7, signed by the owner: the same work for this library and for viem
/// with permissionless, on the same chain and bundler.
/// </summary>
public sealed class OwnerLoad
{
    private static readonly UInt256 Ether = UInt256.Parse("1000000000000000000000");
    private static readonly UInt256 Tokens = UInt256.Parse("1000000000000");
    private static readonly AbiFunction Execute = AbiFunction.Parse("execute(address,uint256,bytes)");
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly SessionStack _stack;
    private readonly LoadShape _shape;
    private readonly string _name;
    private readonly string _client;
    private readonly ChainTruth _truth;
    private readonly List<SimpleAccount> _accounts = [];

    private OwnerLoad(SessionStack stack, LoadShape shape, string name, string client, ChainTruth truth)
    {
        _stack = stack;
        _shape = shape;
        _name = name;
        _client = client;
        _truth = truth;
    }

    /// <summary>
    /// Has both clients do it: ours, theirs, theirs, ours, half of it each time. What changes slowly, such as the
    /// bundler's speed and other programs on the machine, then disturbs both alike.
    /// </summary>
    /// <param name="stack">The chain.</param>
    /// <param name="accounts">How many accounts each client has.</param>
    /// <param name="keysPerAccount">How many nonce keys of each are used at once.</param>
    /// <param name="operations">How many are measured with each client; one less if that is odd.</param>
    /// <returns>Ours and theirs.</returns>
    public static async Task<IReadOnlyList<LoadFigures>> MeasureBothAsync(
        SessionStack stack, int accounts, int keysPerAccount, int operations)
    {
        ArgumentNullException.ThrowIfNull(stack);
        LoadShape shape = new(accounts, keysPerAccount, operations - (operations % 2), Parts: 2);
        OwnerLoad ours = await PrepareAsync(stack, shape, "SessionKeys").ConfigureAwait(false);
        OwnerLoad peers = await PrepareAsync(stack, shape, "viem + permissionless").ConfigureAwait(false);
        LoadSample first = await ours.RunOursAsync().ConfigureAwait(false);
        LoadSample peersFirst = await peers.RunPeerAsync().ConfigureAwait(false);
        LoadSample peersSecond = await peers.RunPeerAsync().ConfigureAwait(false);
        LoadSample second = await ours.RunOursAsync().ConfigureAwait(false);
        return
        [
            await ours.CountAsync(LoadSample.Join(first, second)).ConfigureAwait(false),
            await peers.CountAsync(LoadSample.Join(peersFirst, peersSecond)).ConfigureAwait(false),
        ];
    }

    /// <summary>Creates the accounts; each client gets its own, so that none finds used nonces.</summary>
    private static async Task<OwnerLoad> PrepareAsync(SessionStack stack, LoadShape shape, string client)
    {
        byte[] creation = ContractArtifact.LoadPackage("aa07", "artifacts/SimpleAccountFactory.json").CreationCode;
        Address factory = await stack.Chain
            .DeployAsync([.. creation, .. AbiEncoder.Encode("(address)", [EntryPoints.V07])]).ConfigureAwait(false);
        string name = $"plain: {shape.Workers} nonce keys, {shape.Accounts} accounts";
        ChainTruth truth = await ChainTruth.BeginAsync(stack, $"{name} {client}").ConfigureAwait(false);
        var load = new OwnerLoad(stack, shape, name, client, truth);
        for (int i = 0; i < shape.Accounts; i++)
        {
            byte[] secret = Keccak256.Hash(Encoding.UTF8.GetBytes($"{client} {name} {i}")).ToArray();
            load._accounts.Add(await load.CreateAsync(factory, secret).ConfigureAwait(false));
        }

        return load;
    }

    private Task<LoadSample> RunOursAsync()
    {
        UserOperationSender sender = new(_stack.Bundler, _stack.Node, SessionStack.ChainId, EntryPointVersion.V07);
        var run = new LoadRun(_shape.Part, worker =>
        {
            SimpleAccount account = _accounts[worker / _shape.KeysPerAccount];
            Call call = _truth.Transfer;
            UserOperationDraft draft = new()
            {
                Sender = account.Address,
                NonceKey = (UInt256)(ulong)(worker % _shape.KeysPerAccount),
                CallData = Execute.EncodeCall([call.Target, call.Value, call.Data.ToArray()]),
            };
            return OperationSteps.SendAsync(_stack, sender, draft, account);
        });
        return run.MeasureAsync();
    }

    /// <summary>In a process of its own.</summary>
    private async Task<LoadSample> RunPeerAsync()
    {
        var input = new JsonObject
        {
            ["node"] = _stack.Chain.Node.Url.ToString(),
            ["bundler"] = _stack.Chain.Bundler.Url.ToString(),
            ["token"] = _stack.Contracts.Token.ToString(),
            ["receiver"] = _truth.Receiver.ToString(),
            ["accounts"] = new JsonArray(
            [
                .. _accounts.Select(account => new JsonObject
                {
                    ["address"] = account.Address.ToString(),
                    ["secret"] = Hex.Format(account.Secret.Span),
                }),
            ]),
            ["keysPerAccount"] = _shape.KeysPerAccount,
            ["operations"] = _shape.Part.Operations,
            ["pollMilliseconds"] = LoadShape.PollInterval.TotalMilliseconds,
        };
        string answer = await NodeScript
            .RunAsync("benchmarks/peer/load.mjs", input.ToJsonString(), TimeSpan.FromMinutes(20))
            .ConfigureAwait(false);
        return JsonSerializer.Deserialize<LoadSample>(answer, Web)!;
    }

    private async Task<LoadFigures> CountAsync(LoadSample sample) => LoadFigures.Of(
        _name,
        _client,
        _shape,
        sample,
        await _truth.CountAsync(sample.Hashes, _accounts.Select(account => account.Address)).ConfigureAwait(false));

    private async Task<SimpleAccount> CreateAsync(Address factory, byte[] secret)
    {
        Address owner = Secp256k1.GetAddress(secret);
        Call create = Call.Function(factory, "createAccount(address,uint256)", owner, UInt256.Zero);
        byte[] answer = await _stack.Node.CallAsync(factory, create.Data).ConfigureAwait(false);
        Address address = Address.FromBytes(answer.AsSpan(12));
        await _stack.Chain.Client.SendTransactionAsync(factory, create.Data.ToArray()).ConfigureAwait(false);
        await _stack.Chain.Client.SetBalanceAsync(address, Ether).ConfigureAwait(false);
        await SessionContracts.MintAsync(_stack.Chain, _stack.Contracts.Token, address, Tokens).ConfigureAwait(false);
        return new SimpleAccount(address, secret);
    }
}
