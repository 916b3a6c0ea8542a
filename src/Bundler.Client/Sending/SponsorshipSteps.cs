namespace SessionKeys.Bundler.Client;

/// <summary>The steps of a life cycle that only a sponsored operation has.</summary>
internal sealed class SponsorshipSteps(
    SponsorshipRequest request, Address entryPoint, EntryPointVersion version, Eip7702Authorization? authorization)
{
    /// <summary>Asks for the stub, and refuses a paymaster that may not pay.</summary>
    public async Task<SponsorshipStub> AskAsync(UserOperation operation, CancellationToken cancellationToken)
    {
        if (request.Term == PaymasterTerm.None)
        {
            throw LocalErrors.Refuse(
                BundlerErrorKind.PaymasterNotAllowed, operation.Sender, "a paymaster was asked for, allowed is none");
        }

        SponsorshipStub stub = await request.Service
            .GetStubAsync(operation, entryPoint, version, request.Context, authorization, cancellationToken)
            .ConfigureAwait(false);
        if (!request.Term.IsAny && stub.Paymaster != request.Term.Required)
        {
            throw LocalErrors.Refuse(
                BundlerErrorKind.PaymasterNotAllowed,
                operation.Sender,
                $"the paymaster is {stub.Paymaster}, allowed is {request.Term.Required}");
        }

        if (request.AcceptAsync is { } acceptAsync && !await acceptAsync(stub, cancellationToken).ConfigureAwait(false))
        {
            throw LocalErrors.Refuse(
                BundlerErrorKind.PaymasterNotAllowed,
                operation.Sender,
                $"the paymaster {stub.Paymaster} was shown, allowed is one that the caller accepts");
        }

        return stub;
    }

    /// <summary>The paymaster's own limits go before a bundler's guess from a stub.</summary>
    public static UserOperation KeepGas(UserOperation operation, SponsorshipStub stub) => operation with
    {
        PaymasterVerificationGasLimit = stub.VerificationGasLimit ?? operation.PaymasterVerificationGasLimit,
        PaymasterPostOpGasLimit = stub.PostOpGasLimit ?? operation.PaymasterPostOpGasLimit,
    };

    /// <summary>Asks for the final data unless the stub has it.</summary>
    public async Task<UserOperation> FinishAsync(
        UserOperation operation, SponsorshipStub stub, CancellationToken cancellationToken) => stub.IsFinal
            ? operation
            : await request.Service
                .FinishAsync(operation, entryPoint, version, request.Context, authorization, cancellationToken)
                .ConfigureAwait(false);
}
