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
    private readonly List<SimpleAccount> _accounts = [];

    private OwnerLoad(SessionStack stack, LoadShape shape, string name)
    {
        _stack = stack;
        _shape = shape;
        _name = name;
    }

    /// <summary>Creates the accounts; each client gets its own, so that none finds used nonces.</summary>
    /// <param name="stack">The chain.</param>
    /// <param name="shape">How many.</param>
    /// <param name="client">Who will use them.</param>
    public static async Task<OwnerLoad> PrepareAsync(SessionStack stack, LoadShape shape, string client)
    {
        ArgumentNullException.ThrowIfNull(stack);
        ArgumentNullException.ThrowIfNull(shape);
        byte[] creation = ContractArtifact.LoadPackage("aa07", "artifacts/SimpleAccountFactory.json").CreationCode;
        Address factory = await stack.Chain
            .DeployAsync([.. creation, .. AbiEncoder.Encode("(address)", [EntryPoints.V07])]).ConfigureAwait(false);
        var load = new OwnerLoad(stack, shape, $"plain: {shape.Workers} nonce keys, {shape.Accounts} accounts");
        for (int i = 0; i < shape.Accounts; i++)
        {
            byte[] secret = Keccak256.Hash(Encoding.UTF8.GetBytes($"{client} {load._name} {i}")).ToArray();
            load._accounts.Add(await load.CreateAsync(factory, secret).ConfigureAwait(false));
        }

        return load;
    }

    /// <summary>Has this library do it.</summary>
    public async Task<LoadFigures> MeasureOursAsync()
    {
        const string client = "SessionKeys";
        UserOperationSender sender = new(_stack.Bundler, _stack.Node, SessionStack.ChainId, EntryPointVersion.V07);
        ChainTruth truth = await ChainTruth.BeginAsync(_stack, $"{_name} {client}").ConfigureAwait(false);
        var run = new LoadRun(_shape, worker =>
        {
            SimpleAccount account = _accounts[worker / _shape.KeysPerAccount];
            Call call = truth.Transfer;
            UserOperationDraft draft = new()
            {
                Sender = account.Address,
                NonceKey = (UInt256)(ulong)(worker % _shape.KeysPerAccount),
                CallData = Execute.EncodeCall([call.Target, call.Value, call.Data.ToArray()]),
            };
            return OperationSteps.SendAsync(_stack, sender, draft, account);
        });
        LoadSample sample = await run.MeasureAsync().ConfigureAwait(false);
        return LoadFigures.Of(
            _name, client, _shape, sample, await truth.CountAsync(sample.Hashes).ConfigureAwait(false));
    }

    /// <summary>Has viem and permissionless do it, in a process of their own.</summary>
    public async Task<LoadFigures> MeasurePeerAsync()
    {
        const string client = "viem + permissionless";
        ChainTruth truth = await ChainTruth.BeginAsync(_stack, $"{_name} {client}").ConfigureAwait(false);
        var input = new JsonObject
        {
            ["node"] = _stack.Chain.Node.Url.ToString(),
            ["bundler"] = _stack.Chain.Bundler.Url.ToString(),
            ["token"] = _stack.Contracts.Token.ToString(),
            ["receiver"] = truth.Receiver.ToString(),
            ["accounts"] = new JsonArray(
            [
                .. _accounts.Select(account => new JsonObject
                {
                    ["address"] = account.Address.ToString(),
                    ["secret"] = Hex.Format(account.Secret.Span),
                }),
            ]),
            ["keysPerAccount"] = _shape.KeysPerAccount,
            ["operations"] = _shape.Operations,
            ["pollMilliseconds"] = LoadShape.PollInterval.TotalMilliseconds,
        };
        string answer = await NodeScript
            .RunAsync("benchmarks/peer/load.mjs", input.ToJsonString(), TimeSpan.FromMinutes(20))
            .ConfigureAwait(false);
        LoadSample sample = JsonSerializer.Deserialize<LoadSample>(answer, Web)!;
        return LoadFigures.Of(
            _name, client, _shape, sample, await truth.CountAsync(sample.Hashes).ConfigureAwait(false));
    }

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
