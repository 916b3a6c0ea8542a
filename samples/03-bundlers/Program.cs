// How a backend uses a session: several bundlers, refusals, sponsors, batches, lanes, calls that are made once.
// docs/bundler.md explains it. Arguments: envelope file, module, URLs of the node, of two bundlers and of a paymaster's
// service, journal file, recipient, delegate, file with the owner's signature of the delegation. The account has the
// module, and the session is granted already.
using SessionKeys;
using SessionKeys.Bundler.Client;

EnvelopeDocument document = CapabilityEnvelopeJson.Parse(File.ReadAllBytes(args[0]));
ReferenceAccount6900 account = new(document.Account);
UInt256 chainId = document.ChainId;
using InMemorySessionKey key = InMemorySessionKey.Create();
Call pay = new(Address.Parse(args[7]), 1, ReadOnlyMemory<byte>.Empty);

#region connect
using HttpClient http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5) });
NodeClient node = new(new JsonRpcClient(http, new Uri(args[2])));
BundlerClient own = new(new JsonRpcClient(http, new Uri(args[3])), chainId, new BundlerClientOptions { Node = node });
BundlerClient provider = new(new JsonRpcClient(http, new Uri(args[4])), chainId);
FailoverBundler bundler = new([new("own", own), new("provider", provider)], node, chainId);
UserOperationSender sender = new(bundler, node, chainId, EntryPointVersion.V08);
#endregion

SessionContext context = await SessionContexts.ReadAsync(node, Address.Parse(args[1]), account, document.ChainId);
PackedGrant grant = GrantEncoding.Encode(document.Bind(context, key.Address));

#region send
SessionClient session = new(sender, node, account, grant, key);
try
{
    UserOperationReceipt receipt = await session.SendAsync([pay]);
    receipt.EnsureSuccess(); // an operation can be in a block, and its calls reverted
}
catch (BundlerException e) when (e.RevertError is BudgetExceeded { ResetsAt: { } reset } budget)
{
    Console.WriteLine($"{budget.Asset}: {budget.Spent} of {budget.Limit} are spent, more from {reset:u}");
}
catch (BundlerException e) when (e.Kind is BundlerErrorKind.OutcomeUnknown or BundlerErrorKind.ReceiptTimeout)
{
    Console.WriteLine($"not known yet: ask for {e.UserOperationHash}, and do not make the calls anew");
}
#endregion

#region steps
UserOperationDraft draft = session.Draft([pay]);
IUserOperationSigner signer = session.Signer([pay], await session.ClaimAsync());
UserOperation prepared = await sender.PrepareAsync(draft, signer); // nonce, fees, gas, paymaster; everything compared
UserOperation signed = await sender.SignAsync(prepared, signer);
UserOperation complete = await sender.CompleteAsync(signed, draft); // a paymaster's signature after the account's
UserOperationHash hash = await bundler.SendUserOperationAsync(complete, sender.EntryPoint);
UserOperationReceipt steps = await bundler.WaitForReceiptAsync(hash);
#endregion
Console.WriteLine($"{steps.UserOperationHash}: block {steps.Bundle.BlockNumber}");

#region once
using JournalFile log = new(args[6]);
await using SessionSubmitter submitter = new(log, session);
await submitter.ResumeAsync(); // after each start
await submitter.SubmitAsync("invoice-4711", [pay]); // recorded when this returns
Submission end = await submitter.WaitAsync("invoice-4711"); // or WatchAsync for every state
bool isPaid = end is { State: SubmissionState.Final, Inclusion.Success: true };
#endregion
Console.WriteLine(isPaid ? "paid" : $"not paid: {end.Refusal?.Message}");

#region lanes
using NonceLanes lanes = new(log, node, chainId, sender.Version, account, grant.Grant.Envelope);
await using (LaneLease lease = await lanes.AcquireAsync())
{
    UInt256 nonce = await node.GetNonceAsync(sender.EntryPoint, account.Address, lease.NonceKey);
    Claim claim = await session.ClaimAsync();
    await lease.CoverAsync(nonce, claim.NotAfter!.Value); // before the signature: nobody else gets the lane meanwhile
    await sender.SendAsync(session.Draft([pay], lease.Lane) with { Nonce = nonce }, session.Signer([pay], claim));
    await lease.ReleaseAsync(); // it is in a block
}
#endregion

#region batch
await using CallBatcher batcher = new(BatchSends.Through(session));
CallOutcome[] outcomes = await Task.WhenAll(batcher.SendAsync(pay), batcher.SendAsync(pay)); // one operation
#endregion
Console.WriteLine($"{outcomes[0].Inclusion.Operation}: {outcomes[0].BatchSize} calls");

#region sponsor
PaymasterClient service = new(new JsonRpcClient(http, new Uri(args[5])), chainId);
SponsorshipRequest sponsorship = new()
{
    Service = service,
    AcceptAsync = (stub, _) => ValueTask.FromResult(stub.Sponsor is { Name: "Example" }), // shown before the signature
};
UserOperationReceipt sponsored = await session.SendAsync([pay], sponsorship: sponsorship);
#endregion
Console.WriteLine($"{sponsored.UserOperationHash}: paid by {sponsored.Paymaster}");

#region delegate
AccountDelegation delegation = new(document.ChainId, Address.Parse(args[8]), Nonce: 0);
EcdsaSignature permission = EcdsaSignature.Parse(File.ReadAllBytes(args[9])); // the owner's, of delegation.Digest()
Eip7702Authorization authorization = new(delegation.ChainId, delegation.Delegate, delegation.Nonce, permission);
UserOperationReceipt first = await sender.SendAsync(draft with { Authorization = authorization }, signer);
#endregion
Console.WriteLine($"{first.UserOperationHash}: {account.Address} runs the code of {delegation.Delegate}");
