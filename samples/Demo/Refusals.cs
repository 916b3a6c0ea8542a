using SessionKeys.Bundler.Client;
using SessionKeys.Demo.Terminal;
using SessionKeys.TestKit;

namespace SessionKeys.Demo;

/// <summary>Steps in which the chain and the bundler must refuse, at no cost to the account.</summary>
internal sealed class Refusals(DemoWorld world, AccountRig rig)
{
    private readonly ContractErrors _accountErrors = new(ContractArtifact.Load("ReferenceAccount"));

    /// <summary>Sends calls of a session with an honest claim; they must be refused by a named error.</summary>
    public Task OperationAsync(string title, string error, TestSession session, params Call[] calls) =>
        OperationAsync(title, error, session, null, null, false, calls);

    /// <summary>The same with another claim or nonce key, or carrying the grant.</summary>
    public Task OperationAsync(
        string title,
        string error,
        TestSession session,
        Claim? claim,
        UInt256? nonceKey,
        bool enable,
        params Call[] calls) =>
        world.Report.StepAsync(title, async notes =>
        {
            SessionClient client = rig.ClientOf(session);
            Claim claimed = claim ?? await client.ClaimAsync(world.CancellationToken).ConfigureAwait(false);
            IUserOperationSigner signer = client.Signer(calls, claimed, enable ? session.Approval : null);
            UserOperationDraft draft = client.Draft(calls) with { Gas = AccountRig.GenerousGas };
            draft = draft with { NonceKey = nonceKey ?? draft.NonceKey };

            Holdings before = await ReadAsync().ConfigureAwait(false);
            BundlerException refusal = await SendAsync(draft, signer).ConfigureAwait(false);
            Holdings after = await ReadAsync().ConfigureAwait(false);

            string name = await ExplainAsync(refusal, session, claimed, enable).ConfigureAwait(false);
            notes.Refusal = name;
            Require(name == error, $"the refusal was {name}, not {error}: {refusal.Message}");
            Require(before == after, $"the account's holdings changed from {before} to {after}");
            Screen.Note($"account unchanged: {after}");
        });

    private async Task<BundlerException> SendAsync(UserOperationDraft draft, IUserOperationSigner signer)
    {
        try
        {
            UserOperationReceipt receipt = await rig.Sender
                .SendAsync(draft, signer, world.CancellationToken).ConfigureAwait(false);
            throw new InvalidOperationException($"the operation {receipt.UserOperationHash} was included");
        }
        catch (BundlerException e)
        {
            return e;
        }
    }

    /// <summary>Prints the refusal and returns its name: the module's error, or the EntryPoint's code.</summary>
    private async Task<string> ExplainAsync(BundlerException refusal, TestSession session, Claim claim, bool enable)
    {
        if (ModuleErrors.TryDecode(refusal.RevertData.Span, out SessionRefusal? named))
        {
            Screen.Refusal(named.Name, named.Message);
            return named.Name;
        }

        if (_accountErrors.Find(refusal.RevertData.Span) is { } own)
        {
            Screen.Refusal(own, "The account itself refused it, before it asked the module.");
            return own;
        }

        string code = refusal.AaCode ?? refusal.Kind.ToString();
        RefusalFacts facts = new()
        {
            Grant = session.Grant.Grant,
            Claim = claim,
            ChainTime = await world.Stack.GetChainTimeAsync(world.CancellationToken).ConfigureAwait(false),
            EntryPoint = rig.Sender.Version,
            CarriesGrant = enable,
        };
        Screen.Refusal(code, RefusalExplainer.Explain(code, facts) ?? refusal.Message);
        return code;
    }

    private async Task<Holdings> ReadAsync()
    {
        Address account = rig.Account.Address;
        SessionStack stack = world.Stack;
        return new Holdings(
            await stack.GetTokenBalanceAsync(stack.Contracts.Token, account, world.CancellationToken)
                .ConfigureAwait(false),
            await stack.Node.GetBalanceAsync(account, world.CancellationToken).ConfigureAwait(false),
            await stack.Node.GetDepositAsync(rig.Sender.EntryPoint, account, world.CancellationToken)
                .ConfigureAwait(false));
    }

    private static void Require(bool condition, string otherwise)
    {
        if (!condition)
        {
            throw new InvalidOperationException(otherwise);
        }
    }

    private sealed record Holdings(UInt256 Tokens, UInt256 Balance, UInt256 Deposit)
    {
        public override string ToString() => $"{Tokens} token units, {Balance} wei, deposit {Deposit} wei";
    }
}
