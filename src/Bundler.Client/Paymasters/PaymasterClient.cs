using System.Text.Json;

namespace SessionKeys.Bundler.Client;

/// <summary>A paymaster's service (ERC-7677), which lets somebody else pay for operations.</summary>
/// <remarks>
/// Thread-safe. Replies are read strictly, and whatever they say about the operation beside its paymaster must be what
/// was asked. Nothing is sent twice by itself.
/// </remarks>
public sealed class PaymasterClient
{
    private readonly JsonRpcClient _rpc;
    private readonly UInt256 _chainId;

    /// <summary>Creates a client of one service on one chain.</summary>
    /// <param name="rpc">The connection to the service.</param>
    /// <param name="chainId">The chain's id.</param>
    public PaymasterClient(JsonRpcClient rpc, UInt256 chainId)
    {
        ArgumentNullException.ThrowIfNull(rpc);
        _rpc = rpc;
        _chainId = chainId;
    }

    /// <summary>Asks for a paymaster with which gas can be estimated (<c>pm_getPaymasterStubData</c>).</summary>
    /// <param name="operation">The operation; its gas may be unknown, and its signature is not sent.</param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="version">The EntryPoint's version.</param>
    /// <param name="context">What the service wants to know, an object of JSON; null is the empty object.</param>
    /// <param name="authorization">The EIP-7702 authorization, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The stub.</returns>
    /// <exception cref="ArgumentException"><paramref name="context"/> is no object.</exception>
    /// <exception cref="BundlerException">
    /// The service does not pay (<see cref="BundlerErrorKind.SponsorshipRefused"/>), its answer changes the operation
    /// (<see cref="BundlerErrorKind.AnswerChangesOperation"/>), or no usable answer arrived.
    /// </exception>
    public Task<SponsorshipStub> GetStubAsync(
        UserOperation operation,
        Address entryPoint,
        EntryPointVersion version,
        JsonElement? context = null,
        Eip7702Authorization? authorization = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Request request = new(operation, entryPoint, version, context, authorization, IsSigned: false);
        return CallAsync(
            "pm_getPaymasterStubData",
            request,
            answer => SponsorshipReader.ReadStub(answer, operation, entryPoint, version),
            cancellationToken);
    }

    /// <summary>
    /// Asks for the final data of the paymaster that the operation carries as a stub (<c>pm_getPaymasterData</c>).
    /// </summary>
    /// <param name="operation">The operation with its stub and its final gas; its signature is not sent.</param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="version">The EntryPoint's version.</param>
    /// <param name="context">As for the stub.</param>
    /// <param name="authorization">The EIP-7702 authorization, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The operation with the final data and otherwise unchanged, to be signed now.</returns>
    /// <exception cref="ArgumentException"><paramref name="context"/> is no object.</exception>
    /// <exception cref="BundlerException">
    /// The service does not pay, its answer is another paymaster's or differs in length from the stub
    /// (<see cref="BundlerErrorKind.SponsorshipChanged"/>), changes the operation, or no usable answer arrived.
    /// </exception>
    public Task<UserOperation> FinishAsync(
        UserOperation operation,
        Address entryPoint,
        EntryPointVersion version,
        JsonElement? context = null,
        Eip7702Authorization? authorization = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        Request request = new(operation, entryPoint, version, context, authorization, IsSigned: false);
        return CallAsync(
            SponsorshipReader.FinalMethod,
            request,
            answer => SponsorshipReader.Finish(answer, operation, entryPoint, version),
            cancellationToken);
    }

    /// <summary>
    /// Asks for the signature of a paymaster that signs after the account (EntryPoint v0.9;
    /// <c>pm_getPaymasterData</c> with the signed operation). The operation's hash does not change.
    /// </summary>
    /// <param name="operation">The signed operation with a placeholder of the paymaster's signature.</param>
    /// <param name="entryPoint">The EntryPoint.</param>
    /// <param name="context">As for the stub.</param>
    /// <param name="authorization">The EIP-7702 authorization, or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The operation with the paymaster's signature and otherwise unchanged.</returns>
    /// <exception cref="ArgumentException">
    /// <paramref name="context"/> is no object, or the operation has no placeholder.
    /// </exception>
    /// <exception cref="BundlerException">
    /// The service does not pay, its answer differs in anything but the signature, or no usable answer arrived.
    /// </exception>
    public Task<UserOperation> SignAsync(
        UserOperation operation,
        Address entryPoint,
        JsonElement? context = null,
        Eip7702Authorization? authorization = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(operation);
        if (operation.PaymasterSignature.IsEmpty)
        {
            throw new ArgumentException(
                "A paymaster's signature was not asked for: the operation has no placeholder of one, and filling it in "
                    + "would change its hash. Put the stub's PaymasterSignature in before the account signs.",
                nameof(operation));
        }

        Request request = new(operation, entryPoint, EntryPointVersion.V09, context, authorization, IsSigned: true);
        return CallAsync(
            SponsorshipReader.FinalMethod,
            request,
            answer => SponsorshipReader.Sign(answer, operation, entryPoint),
            cancellationToken);
    }

    private async Task<T> CallAsync<T>(
        string method, Request request, Func<RpcValue, T> read, CancellationToken cancellationToken)
    {
        request.CheckContext();
        try
        {
            return await _rpc
                .CallAsync(method, writer => request.Write(writer, _chainId), read, cancellationToken)
                .ConfigureAwait(false);
        }
        catch (BundlerException e) when (SponsorshipReader.IsRefusal(e))
        {
            throw SponsorshipReader.Refusal(e, new RpcExchange(method, _rpc.Endpoint, e.HttpStatus));
        }
    }

    /// <summary>The parameters of both methods.</summary>
    private sealed record Request(
        UserOperation Operation,
        Address EntryPoint,
        EntryPointVersion Version,
        JsonElement? Context,
        Eip7702Authorization? Authorization,
        bool IsSigned)
    {
        public void CheckContext()
        {
            if (Context is { ValueKind: not JsonValueKind.Object } other)
            {
                throw new ArgumentException(
                    $"A context of a paymaster's service was refused: it is a JSON {other.ValueKind}; allowed is an "
                        + "object. Pass an object, or null for the empty one.");
            }
        }

        public void Write(Utf8JsonWriter writer, UInt256 chainId)
        {
            UserOperationJson.WriteForPaymaster(writer, Operation, Version, Authorization, IsSigned);
            writer.WriteStringValue(EntryPoint.ToString());
            writer.WriteStringValue(chainId.ToHex());
            if (Context is { } context)
            {
                context.WriteTo(writer);
            }
            else
            {
                writer.WriteStartObject();
                writer.WriteEndObject();
            }
        }
    }
}
