// A session from its envelope to its first transfer.
// Arguments: envelope file, module, node URL, bundler URL, token, recipient. The account must have the module.
#region readme
using SessionKeys;
using SessionKeys.Bundler.Client;
using SessionKeys.Ledger;

EnvelopeDocument document = CapabilityEnvelopeJson.Parse(File.ReadAllBytes(args[0]));
ReferenceAccount6900 account = new(document.Account);
using HttpClient http = new();
NodeClient node = new(new JsonRpcClient(http, new Uri(args[2])));
BundlerClient bundler = new(new JsonRpcClient(http, new Uri(args[3])), document.ChainId);
using InMemorySessionKey key = InMemorySessionKey.Create(); // the agent's; the owner sees its address
SessionContext context = await SessionContexts.ReadAsync(node, Address.Parse(args[1]), account, document.ChainId);
SessionGrant terms = document.Bind(context, key.Address);
EnvelopeValidator.ThrowIfInvalid(terms); // names every term that the module would refuse
PackedGrant grant = GrantEncoding.Encode(terms);

await using EthereumApp app = await LedgerDevice.OpenEthereumAppAsync(LedgerEndpoint.Parse("hid"));
LedgerApprover ledger = await LedgerApprover.CreateAsync(app, DerivationPath.Default);
Approval approval = await ledger.SignGrantAsync(grant, ApprovalForm.Text); // the person reads every line

UserOperationSender sender = new(bundler, node, document.ChainId, EntryPointVersion.V07);
SessionClient session = new(sender, node, account, grant, key);
Call pay = Call.Function(Address.Parse(args[4]), "transfer(address,uint256)", Address.Parse(args[5]), (UInt256)25);
UserOperationReceipt receipt = await session.SendAsync([pay], approval); // later ones without the approval
#endregion
Console.WriteLine($"{receipt.UserOperationHash}: {(receipt.IsSuccess ? "executed" : "reverted")}");
