namespace SessionKeys.Ledger;

/// <summary>Sends the commands of one typed message and tells the many meanings of its errors apart.</summary>
internal sealed class TypedDataFlow(DeviceLink link, DerivationPath path, IReadOnlyList<TypedDataCommand> commands)
{
    private const string What = "The typed message";

    private readonly bool _hasDescriptor = commands.Any(command => command.Stage == TypedDataStage.Filters);

    public async Task<EcdsaSignature> RunAsync(CancellationToken cancellationToken)
    {
        AppConfiguration configuration = await link.GetConfigurationAsync(cancellationToken).ConfigureAwait(false);
        CommandVersions.Require(commands[0].Apdu, configuration.Version);
        if (_hasDescriptor && configuration.Version < AppConfiguration.FirstWithDescriptors)
        {
            throw DescriptorErrors.AppTooOld(configuration.Version);
        }

        (TypedDataCommand command, Reply reply) = await SendAllAsync(cancellationToken).ConfigureAwait(false);
        if (MayBeLeftover(command.Stage, reply.Status, configuration.Version))
        {
            // Leftovers of a flow that somebody left. The app has dropped them now, and nothing was shown: once more.
            (command, reply) = await SendAllAsync(cancellationToken).ConfigureAwait(false);
        }

        return reply.IsOk
            ? SignatureReply.Parse(reply.Data, command.Apdu.Name)
            : throw await ExplainAsync(command, reply.Status, configuration, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Definitions that somebody left are noticed at once, at a root, or, if they have the name of a struct of
    /// this message, at one of its values. Only before any screen was up may the flow begin again.</summary>
    private static bool MayBeLeftover(TypedDataStage stage, ushort status, Version version) => stage switch
    {
        TypedDataStage.Definitions or TypedDataStage.DomainRoot
            => status is StatusWord.ErrorWithoutDetail or StatusWord.InvalidData,
        TypedDataStage.Values
            => status == StatusWord.InvalidData && version >= CommandVersions.ScreensAfterAllValues,
        _ => false,
    };

    /// <summary>Returns the last command that was sent and its reply: the first refused one, or the one that
    /// signs.</summary>
    private async Task<(TypedDataCommand Command, Reply Reply)> SendAllAsync(CancellationToken cancellationToken)
    {
        foreach (TypedDataCommand command in commands.SkipLast(1))
        {
            Reply reply = await SendAsync(command, cancellationToken).ConfigureAwait(false);
            if (!reply.IsOk)
            {
                return (command, reply);
            }

            RequireExpected(command, reply);
        }

        return (commands[^1], await SendAsync(commands[^1], cancellationToken).ConfigureAwait(false));
    }

    /// <summary>The device puts each token in a place of its own; amounts that are signed for another place would count
    /// another token.</summary>
    private static void RequireExpected(TypedDataCommand command, Reply reply)
    {
        if (command.TokenReference is not { } reference)
        {
            SignatureReply.RequireEmpty(reply.Data, command.Apdu.Name);
        }
        else if (reply.Data.Length != 1 || (reference != DescriptorCheck.ContractReference
            && reply.Data[0] != reference))
        {
            throw LedgerErrors.UnexpectedReply(
                command.Apdu.Name, reply.Data.Length, $"1 byte, the place {reference} that the descriptor names");
        }
    }

    /// <summary>
    /// Apps before 1.19 show a value while they take it, so only definitions are limited in time. An app that runs out
    /// of memory ends without a status word: over this connection that is a disconnect.
    /// </summary>
    private async Task<Reply> SendAsync(TypedDataCommand command, CancellationToken cancellationToken)
    {
        try
        {
            bool isSilent = command.Stage is TypedDataStage.Definitions or TypedDataStage.Certificate;
            return await link.SendAsync(command.Apdu, isSilent, cancellationToken).ConfigureAwait(false);
        }
        catch (LedgerException exception) when (exception.Reason == LedgerReason.Disconnected)
        {
            throw LedgerErrors.TooLarge(
                What,
                $"The connection ended at {command.Apdu.Name}, as when the app runs out of memory or is unplugged.",
                exception);
        }
    }

    private async Task<LedgerException> ExplainAsync(
        TypedDataCommand command, ushort status, AppConfiguration configuration, CancellationToken cancellationToken)
    {
        if (command.Stage == TypedDataStage.Certificate && !StatusWord.IsLocked(status))
        {
            return status == StatusWord.NoCertificates
                ? DescriptorErrors.NoCertificates(command.Apdu.Name, status)
                : DescriptorErrors.RefusedByDevice(command.Apdu.Name, status);
        }

        bool isOfFilters = command.Stage == TypedDataStage.Filters
            && status is StatusWord.ErrorWithoutDetail or StatusWord.InvalidData;
        if (_hasDescriptor && (isOfFilters || status == StatusWord.FiltersMissing))
        {
            return DescriptorErrors.RefusedByDevice(command.Apdu.Name, status);
        }

        if (status is StatusWord.CommandNotAllowed or StatusWord.ErrorWithoutDetail)
        {
            return LedgerErrors.TooLarge(
                What, $"Status {status:x4} to {command.Apdu.Name}, as when the app runs out of memory.");
        }

        bool isWhereSettingsAreChecked = command.Stage is TypedDataStage.DomainRoot or TypedDataStage.FirstValue;
        return status == StatusWord.InvalidData && isWhereSettingsAreChecked && !_hasDescriptor
            && !configuration.IsBlindSigningEnabled
            ? LedgerErrors.BlindSigningDisabled(command.Apdu.Name)
            : await link.ExplainAsync(command.Apdu, status, path, cancellationToken).ConfigureAwait(false);
    }
}
