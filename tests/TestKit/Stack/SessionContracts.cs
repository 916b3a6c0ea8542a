namespace SessionKeys.TestKit;

/// <summary>The contracts of a development chain.</summary>
/// <param name="Renderer">Renders the text form.</param>
/// <param name="Verifier">Verifies P-256 signatures in Solidity.</param>
/// <param name="Messages">What approvers sign, and the rules of grants.</param>
/// <param name="Control">The module's code for everything that is no operation.</param>
/// <param name="Module">The session key module.</param>
/// <param name="Lens">Explains the module's sessions.</param>
/// <param name="OwnerValidation">The validation of the reference account's owner.</param>
/// <param name="Token">An ERC-20 with 6 decimals that anyone can mint.</param>
/// <param name="OtherToken">Another one.</param>
/// <param name="Router">Swaps the token for the other at 1 : 2, out of its own balance.</param>
public sealed record SessionContracts(
    Address Renderer,
    Address Verifier,
    Address Messages,
    Address Control,
    Address Module,
    Address Lens,
    Address OwnerValidation,
    Address Token,
    Address OtherToken,
    Address Router)
{
    private static readonly UInt256 RouterReserve = UInt256.Parse("1000000000000");
    private static readonly UInt256 TwoForOne = UInt256.Parse("2000000000000000000");

    /// <summary>The contracts of the module beside itself: no session may call them.</summary>
    public ValueList<Address> Helpers => [Renderer, Verifier, Messages];

    /// <summary>Deploys all of them with CREATE2 and salt 0: the same addresses on every chain.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static async Task<SessionContracts> DeployAsync(
        DevChain chain, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        Address renderer = await DeployAsync(chain, "GrantTextRenderer", "()", [], cancellationToken)
            .ConfigureAwait(false);
        Address verifier = await DeployAsync(chain, "P256Verifier", "()", [], cancellationToken)
            .ConfigureAwait(false);
        Address messages = await DeployAsync(
            chain, "ApproverMessages", "(address,address)", [renderer, verifier], cancellationToken)
            .ConfigureAwait(false);
        Address control = await DeployAsync(chain, "SessionControl", "(address)", [messages], cancellationToken)
            .ConfigureAwait(false);
        Address module = await DeployAsync(
            chain, "SessionKeyModule", "(address,address)", [messages, control], cancellationToken)
            .ConfigureAwait(false);
        var contracts = new SessionContracts(
            renderer,
            verifier,
            messages,
            control,
            module,
            await DeployAsync(chain, "SessionLens", "(address)", [module], cancellationToken).ConfigureAwait(false),
            await DeployAsync(chain, "SingleOwnerValidationModule", "()", [], cancellationToken).ConfigureAwait(false),
            await DeployTokenAsync(chain, "Test Dollar", "TUSD", cancellationToken).ConfigureAwait(false),
            await DeployTokenAsync(chain, "Other Token", "OTHER", cancellationToken).ConfigureAwait(false),
            await DeployAsync(chain, "SwapRouter", "()", [], cancellationToken).ConfigureAwait(false));

        await MintAsync(chain, contracts.OtherToken, contracts.Router, RouterReserve, cancellationToken)
            .ConfigureAwait(false);
        Call rate = Call.Function(
            contracts.Router,
            "setRate(address,address,uint256)",
            contracts.Token,
            contracts.OtherToken,
            TwoForOne);
        await chain.Client
            .SendTransactionAsync(rate.Target, rate.Data.ToArray(), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
        return contracts;
    }

    /// <summary>Deploys one contract with CREATE2 and salt 0.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="name">The contract.</param>
    /// <param name="types">The types of its constructor's arguments, such as <c>(address)</c>.</param>
    /// <param name="arguments">The arguments.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task<Address> DeployAsync(
        DevChain chain, string name, string types, object[] arguments, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        byte[] creationCode = ContractArtifact.Load(name).CreationCode;
        return chain.DeployAsync(
            [.. creationCode, .. AbiEncoder.Encode(types, arguments)], Hash32.Zero, cancellationToken);
    }

    /// <summary>Mints tokens of one of the test tokens.</summary>
    /// <param name="chain">The chain.</param>
    /// <param name="token">The token.</param>
    /// <param name="owner">Who gets them.</param>
    /// <param name="amount">Token base units.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public static Task MintAsync(
        DevChain chain, Address token, Address owner, UInt256 amount, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chain);
        Call mint = Call.Function(token, "mint(address,uint256)", owner, amount);
        return chain.Client.SendTransactionAsync(token, mint.Data.ToArray(), cancellationToken: cancellationToken);
    }

    private static Task<Address> DeployTokenAsync(
        DevChain chain, string name, string symbol, CancellationToken cancellationToken) =>
        DeployAsync(chain, "TestToken", "(string,string)", [name, symbol], cancellationToken);
}
